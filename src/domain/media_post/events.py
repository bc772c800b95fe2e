"""Media post events. Names and fields are stored for ever: add, never rename. They are of no person."""

from enum import StrEnum

from ..events import Event, event


class MediaChannel(StrEnum):
    """Where the office publishes."""

    DOUYIN = "douyin"
    """抖音"""
    KUAISHOU = "kuaishou"
    """快手"""
    WECHAT = "wechat"
    """微信公众号"""
    WEIBO = "weibo"
    """微博"""
    OTHER = "other"


class WithdrawalReason(StrEnum):
    """Why a post stands there no longer."""

    WRONG = "wrong"
    """内容有误"""
    OUTDATED = "outdated"
    """已过时"""
    OTHER = "other"


@event("media_post.published/1")
class MediaPostPublished(Event):
    """The office of an area published something."""

    channel: MediaChannel
    title: str
    link: str
    area: str


@event("media_post.withdrawn/1")
class MediaPostWithdrawn(Event):
    """The post stands there no longer."""

    reason: WithdrawalReason


MediaPostEvent = MediaPostPublished | MediaPostWithdrawn
