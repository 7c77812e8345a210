"""An evening on real sockets: what is pushed equals a fresh sync, for every seat."""

from server import Seat, until


def views(seat: Seat) -> dict:
    """What a seat shows, without the agenda's counts, which may come a moment later."""
    shown = {kind: seat.rows(kind) for kind in seat.store.rows}
    shown["agenda"] = {id: {**row, "ideas": 0, "ballots": 0, "version": 0} for id, row in shown["agenda"].items()}
    return shown


def test_every_seat_shows_what_a_fresh_sync_would(hall):
    console, screen, lead = hall.linked("console"), hall.linked("screen"), hall.linked("skole")
    phones = [hall.phone("innbygger") for _ in range(3)]
    console.must("agenda.go", item_id=hall.item("ideation"))
    ideas = [phones[n % 3].submits(hall, f"Idé {n}") for n in range(9)]
    console.must("idea.reveal", item_id=hall.item("ideation"))
    console.must("idea.hide", id=ideas[0], on=True)
    console.must("idea.merge", into=ideas[1], ids=[ideas[2]])
    phones[0].must("idea.support", id=ideas[1], on=True)
    last = console.must("agenda.go", item_id=hall.item("vote"))["version"]
    for seat in (console, screen, lead, *phones):
        assert until(lambda seat=seat: seat.store.version >= last)
        pushed = views(seat)
        again = hall.seat(**seat.auth)
        again.sync()
        assert views(again) == pushed
    assert views(phones[0]) == views(screen)


def test_a_phone_that_was_away_catches_up(hall):
    console, phone = hall.linked("console"), hall.phone()
    console.must("agenda.go", item_id=hall.item("ideation"))
    mine = phone.submits(hall, "Min")
    assert until(lambda: phone.rows("workshop")[hall.id]["status"] == "live")
    phone.close()
    console.must("agenda.next")
    phone.connect()
    phone.sync()
    assert phone.rows("workshop")[hall.id]["current_item_id"] == hall.item("clustering")
    assert mine in phone.rows("ideas") and [idea["id"] for idea in phone.me["ideas"]] == [mine]


def test_another_seat_of_the_same_person_hears_of_it(hall):
    console, phone = hall.linked("console"), hall.phone()
    twin = hall.seat(**phone.auth)
    twin.sync()
    console.must("agenda.go", item_id=hall.item("ideation"))
    mine = phone.submits(hall, "Min")
    assert until(lambda: [idea["id"] for idea in twin.me["ideas"]] == [mine])


def test_five_times_over_a_bad_line_is_once(hall):
    console, phone = hall.linked("console"), hall.phone()
    console.must("agenda.go", item_id=hall.item("ideation"))
    idea = {
        "id": "6f9619ff-8b86-4011-b42d-00c04fc964ff"[:-12] + hall.id[-12:],
        "challenge_id": hall.challenges["skole"],
        "text": "Én",
    }
    answers = [phone.must("idea.submit", **idea) for _ in range(5)]
    assert {answer["idea"]["id"] for answer in answers} == {idea["id"]}
    console.sync()
    assert len(console.rows("ideas")) == 1


def test_presence_says_how_many_write_and_forgets_who_left(hall):
    console, phone = hall.linked("console"), hall.phone()
    phone.must("presence", writing=True)

    def writing():
        console.sync()
        return [m["upsert"]["participants"][0]["writing"] for m in console.heard if m.get("upsert", {}).get("participants")][-1]

    assert until(lambda: writing() == 1)
    phone.close()
    assert until(lambda: writing() == 0)


def test_the_last_count_is_not_lost_when_everybody_leaves_at_once(hall):
    console, phones = hall.linked("console"), [hall.phone() for _ in range(3)]
    console.must("agenda.go", item_id=hall.item("ideation"))
    for phone in phones:
        phone.submits(hall, "Sist")
    hall.leave()

    def counted():
        body = hall.server.rest("GET", f"/workshops/{hall.id}").json()
        return next(item["ideas"] for item in body["agenda"] if item["id"] == hall.item("ideation"))

    assert until(lambda: counted() == 3)
