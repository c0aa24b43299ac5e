"""The words of the library in other languages: all there, with their placeholders, and all looked up."""

from __future__ import annotations

import gettext as catalogues
import html
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from babel.messages import Catalog
from babel.messages.pofile import read_po
from over import over

import marchwest as mw
from marchwest import language
from marchwest.errors import NotFoundError
from marchwest.practice import bank, closing, retrieval
from marchwest.practice.cards import Card
from marchwest.practice.model import Item
from marchwest.practice.progress import progress
from marchwest.practice.progress.calibration import ENOUGH, Calibration
from marchwest.practice.progress.saved_file import ProgressError
from marchwest.practice.static import static_card, text_card

PACKAGE = Path(language.__file__).parent
LANGUAGES = [code for code in language.LANGUAGES if code != "en"]


@pytest.fixture(autouse=True)
def _back_to_english() -> Iterator[None]:
    yield
    mw.set_language("en")


# --- choosing a language ---------------------------------------------------------------------------


def test_a_language_is_chosen_by_its_code() -> None:
    for name, code in [
        ("ru", "ru"),
        ("ZH", "zh"),
        (" zh-CN ", "zh"),
        ("ru_RU", "ru"),
        ("en", "en"),
    ]:
        mw.set_language(name)
        assert language.current_language() == code


@pytest.mark.parametrize("name", ["xx", "", "russian", None, 7, "../ru"])
def test_an_unknown_language_is_refused_in_one_line(name: Any) -> None:
    mw.set_language("ru")
    with pytest.raises(NotFoundError, match=r'"en" .*"ru" .*"zh"') as caught:
        mw.set_language(name)
    assert "\n" not in str(caught.value)
    assert language.current_language() == "ru"


def test_words_are_looked_up_when_they_are_shown() -> None:
    reply = Card(bank.find("ex00-first-number")).answer("")
    assert reply.status == "Not attempted"
    mw.set_language("ru")
    assert reply.status == "Нет ответа"
    mw.set_language("zh")
    assert reply.status == "未作答"


def test_russian_has_three_forms_and_chinese_one() -> None:
    def claims(number: int) -> str:
        return language.ngettext("{number} claim", "{number} claims", number).format(number=number)

    mw.set_language("ru")
    assert [claims(n) for n in (1, 2, 5, 11, 21, 22, 112)] == [
        "1 утверждение",
        "2 утверждения",
        "5 утверждений",
        "11 утверждений",
        "21 утверждение",
        "22 утверждения",
        "112 утверждений",
    ]
    mw.set_language("zh")
    assert [claims(n) for n in (1, 2)] == ["1 条说法", "2 条说法"]


def test_the_english_of_one_and_many() -> None:
    assert [language.ngettext("a claim", "claims", n) for n in (0, 1, 2)] == [
        "claims",
        "a claim",
        "claims",
    ]


# --- the catalogues --------------------------------------------------------------------------------


def catalogue(code: str) -> Catalog:
    with (PACKAGE / "locale" / code / "LC_MESSAGES/marchwest.po").open("rb") as file:
        return read_po(file)


def forms(text: Any) -> tuple[str, ...]:
    return tuple(text) if isinstance(text, list | tuple) else (text,)


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_the_catalogues_are_up_to_date(repository: Path) -> None:
    """A message that was added, changed or left untranslated: `make catalogue` says which."""
    script = repository / "scripts/make_catalogue.py"
    done = subprocess.run([sys.executable, script, "--check"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


MESSAGES = {
    f"{code}: {forms(message.id)[0]}": message
    for code in LANGUAGES
    for message in catalogue(code)
    if message.id
}


@over(MESSAGES)
def test_every_message_is_translated_with_its_placeholders(message: Any) -> None:
    assert all(forms(message.string)), "not translated"
    wanted = set.union(*map(fields, forms(message.id)))
    for text in forms(message.string):
        assert fields(text) == wanted
        for mark in ("`", "*"):
            assert text.count(mark) == forms(message.id)[0].count(mark)
        assert text[:1].isspace() == forms(message.id)[0][:1].isspace()
        assert "fuzzy" not in message.flags


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_sentence_stays_a_sentence(code: str) -> None:
    """A message that ends with a full stop or a question mark does so in each language."""
    ends = {"ru": {".": ".", "?": "?", ":": ":"}, "zh": {".": "。", "?": "？", ":": "："}}[code]
    for message in catalogue(code):
        if message.id and (last := forms(message.id)[0][-1]) in ends:
            for text in forms(message.string):
                assert text[-1] == ends[last], text


# --- nothing that is shown is left out -------------------------------------------------------------


class Marked(catalogues.NullTranslations):
    """A language that marks each piece of a message and leaves what is put in as it is."""

    def gettext(self, message: str) -> str:
        return "".join(
            (f"⟦{text}⟧" if text else "") + ("" if name is None else f"{{{name}}}")
            for text, name, _, _ in Formatter().parse(message)
        )

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(super().ngettext(msgid1, msgid2, n))


@pytest.fixture
def marked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "_words", Marked())


def texts(value: Any) -> Iterator[str]:
    """Yield every text inside a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from texts(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from texts(each)


def unmarked(shown: str, course: str) -> list[str]:
    """Return what is shown without being looked up, and is not of the course either."""
    left = re.sub(r"⟦[^⟧]*⟧", "\0", shown)
    found = []
    for piece in re.split(r"[\0\n.,:;·()\[\]'\"?!…/%<>=0-9]+", left):
        bare = piece.strip(" -–")
        if re.search(r"[A-Za-z]{2}", bare) and bare not in course:
            found.append(bare)
    return found


def of_the_course(item: Item) -> str:
    """Return all that an item and its claims say, which stays in English."""
    from marchwest.practice.answers import expected
    from marchwest.practice.shown import answer_text, form_of, more_of
    from marchwest.practice.source_claims import source_claims

    claims = source_claims(expected(item).claims)
    form = form_of(item)
    more = more_of(item)
    parts = [
        *texts(item.model_dump(mode="json", by_alias=True, warnings=False)),
        *(f"{label} {text}" for claim in more.get("claims", ()) for label, text in claim["says"]),
        *texts(form.options),
        *texts(form.rows),
        *texts(claims.claims),
        *texts(more),
        answer_text(item),
        item.unit_of_answer,
        *(str(each) for each in (*item.attempts.right, *(w.answer for w in item.attempts.wrong))),
    ]
    return "\n".join(part.replace("`", "") for part in parts)


def shown_by(item: Item) -> Iterator[str]:
    """Yield every text of a card in each of its states, and of its copies without a kernel."""
    card = Card(item)
    view = card.view()
    question = json.loads(view.question)
    for key in ("id", "type", "lang"):
        question.pop(key)
    question["words"]["claim"] = [label for _, label in question["words"]["claim"]]
    yield from (text for text in texts(question) if not text.startswith("M"))  # an outline
    answers = [
        "",
        item.attempts.right[0],
        *(wrong.answer for wrong in item.attempts.wrong),
        object(),
    ]
    for answer in answers:
        view.value = answer
        view.press("check")
        said = json.loads(view.reply)
        yield from (said["status"], *said["lines"])
        yield view.help_label
        view.press("help")
        yield from view.hints
    view.press("sources")
    yield from texts([value for key, value in json.loads(view.sources).items() if key != "claims"])
    fresh = Card(item)
    yield str(fresh.solution())
    yield str(fresh.claim())
    yield fresh.hint()
    yield fresh.answer(item.attempts.wrong[0].answer).message
    yield text_card(item)
    yield re.sub(r"<(svg).*?</\1>|<[^>]*>", "\n", static_card(item), flags=re.DOTALL)


# Code and addresses, which are the same in each language.
CODE = re.compile(
    r"print\(.*?\)\)|practice\(.*?\)(\.answer\(.*\))?|https://\S+|\bmw\b|\.save\(\S+\)|\.\w+\(\)|`[^`]*`|\{[^}]*\}"
)
OF_EACH_KIND = {item.kind.value: item for item in reversed(bank.items().values())} | {
    f"{item.kind.value}, variants": item for item in bank.items().values() if item.variants
}


@pytest.mark.usefixtures("marked")
@pytest.mark.parametrize("kind", OF_EACH_KIND)
def test_no_word_of_a_card_is_left_out(kind: str) -> None:
    """Whatever is shown is looked up, or it is the course that speaks."""
    item = OF_EACH_KIND[kind]
    course = of_the_course(item)
    left = {
        word
        for text in shown_by(item)
        for word in unmarked(html.unescape(CODE.sub("\0", text)).replace("`", ""), course)
    }
    assert left == set()


@pytest.mark.usefixtures("marked")
def test_the_titles_of_rows_of_cards_are_looked_up() -> None:
    assert unmarked(retrieval("04").title, "") == []
    assert unmarked(closing("04").title, "") == []


@pytest.mark.usefixtures("marked")
def test_no_word_of_the_progress_view_is_left_out(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Before the first answer, after some, and where the folder cannot be written to."""
    monkeypatch.setenv("MARCHWEST_PROGRESS", str(tmp_path / "progress"))
    found = progress()
    empty = [found.html, repr(found)]
    for item_id, answer, sure in [
        ("ex00-first-number", "2,000", 70),
        ("ex04-events-in-2006", 9, 80),
        ("ex04-two-witnesses", "two", 101),
    ]:
        Card(bank.find(item_id)).answer(answer, sure)
    path = tmp_path / "saved.json"
    told = [str(found.save(path)), str(found.load(path))]
    (tmp_path / "foreign.json").write_text("{}", encoding="utf-8")
    for name in ("foreign.json", "nothing.json"):
        with pytest.raises(ProgressError) as refused:
            found.load(tmp_path / name)
        told.append(str(refused.value))
    many = Calibration(((70, True), (90, False)) * ENOUGH)
    record = found.record("NAME")
    view = found.view()
    view._handle_custom_msg({"press": "save"}, [])
    words = {key: word for key, word in json.loads(view.words).items() if key != "lang"}
    shown = [
        *empty, found.html, repr(found), *told, many.text, record.html, record._repr_html_(),
        repr(record), *texts(words), *texts(json.loads(view.said)),
    ]  # fmt: skip
    course = "\n".join(
        [*(each.text for unit in found.units for each in unit.objectives),
         *(unit.title for unit in found.units), "March West", "NAME", "UTC", "json", "saved",
         "foreign", "nothing", *bank.items()]
    )  # fmt: skip
    left = {
        word
        for text in shown
        for word in unmarked(
            CODE.sub(
                "\0",
                html.unescape(re.sub(r"<style>.*?</style>|<[^>]*>", "\n", text, flags=re.DOTALL)),
            ),
            course,
        )
    }
    assert left == set()


def test_scripts_hold_no_words() -> None:
    """What a script shows is sent to it; a text of its own could not be in another language."""
    for path in sorted(PACKAGE.rglob("*.js")):
        text = re.sub(
            r"^\s*//.*$|\s// .*$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE
        )
        # The first word of a sentence, or a label: what a reader would see.
        shown = re.findall(r"""["'`]([A-Z][a-z]+[ .:,][^"'`]*)["'`]""", text)
        assert shown == [], path.name
