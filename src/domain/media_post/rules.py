"""Why a command on a post can be refused."""

from ..refusals import Rule

MEDIA_POST_UNKNOWN = Rule("media-post-unknown", "No such post is on record.", "没有登记该宣传内容。")
MEDIA_POST_PUBLISHED_ALREADY = Rule(
    "media-post-published-already", "This post is on record already.", "该宣传内容已登记。"
)
MEDIA_POST_IS_WITHDRAWN = Rule(
    "media-post-is-withdrawn", "This post stands there no longer.", "该宣传内容已下架。"
)
LINK_NOT_HTTPS = Rule(
    "link-not-https",
    "A link is an address by https, without user name or password.",
    "链接须为https地址，且不含用户名和密码。",
)
