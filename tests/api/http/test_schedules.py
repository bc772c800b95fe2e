"""When a person is to be tested."""

from api.http.conftest import Service
from api.http.test_deadlines import ago, ordered


async def test_the_schedule_says_that_no_law_gives_a_frequency(service: Service) -> None:
    stream, measure, _ = await ordered(service, "999999198803150016", 40)
    came = {"measure_id": measure, "reported_on": ago(35), "area": "640324100", "occurred_at": ago(35)}
    assert (await service.post(f"/persons/{stream}/reportings", came)).status_code == 201
    answer = await service.get(f"/persons/{stream}/test-schedule")
    assert answer.status_code == 200, answer.text
    shown = answer.json()
    assert (shown["statute"]["article"], shown["statute"]["frequency"]) == ("戒毒条例 19", None)
    [course] = shown["measures"]
    assert (course["policy"]["name"], course["policy"]["status"]) == ("detox-22", "published")
    assert [year["planned"] for year in course["years"]] == [12, 6, 4]
    assert (course["years"][0]["not_recorded"], course["years"][0]["due"]) == (1, 1)
    before = await service.get(f"/persons/{stream}/test-schedule?on={ago(39)}")
    assert before.json()["measures"] == []
    reads = (await service.get(f"/persons/{stream}/reads")).json()["reads"]
    assert "test-schedule" in [read["what"] for read in reads]
