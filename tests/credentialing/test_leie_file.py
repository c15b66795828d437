"""Reading exclusion lists: every flaw is named by its line, and nothing is guessed."""

from datetime import date

import pytest

from attune.credentialing.errors import ListRefused
from attune.credentialing.gateways.leie_file import HEADER, LeieFile
from tests.credentialing.lists import CLINIC, KEVIN, MARIA, NOBODY, a_list, changed, text_of
from tests.support.shared_data import shared_file


def test_a_list_is_read_row_by_row(tmp_path):
    maria, clinic, nobody = a_list(tmp_path, MARIA, CLINIC, NOBODY).rows()

    assert (maria.line, maria.family_name, maria.given_name, maria.npi) == (2, "TESTERSON", "MARIA", "1000000004")
    assert (maria.born_on, maria.excluded_on, maria.reinstated_on) == (date(1971, 3, 5), date(2022, 6, 20), None)
    assert (maria.occupation, maria.place) == (
        "IND- LIC HC SERV PRO, PSYCHOLOGIST",
        "10 FAKE RD, AUSTIN, TX, 78701",
    )
    assert (clinic.family_name, clinic.business_name) == ("", "PLACEHOLDER COUNSELING LLC")
    assert (nobody.npi, nobody.born_on) == ("", None)


@pytest.mark.parametrize("name", ["leie/LEIE_sample.csv", "leie/LEIE_synthetic.csv", "leie/REIN_synthetic.csv"])
def test_the_official_form_is_read(name):
    path = shared_file(name)
    file = LeieFile(path)

    rows = list(file.rows())

    assert len(rows) == len(path.read_text().splitlines()) - 1
    assert len({row.fingerprint for row in rows}) == len(rows)
    assert len(file.file_hash()) == 64


WHOLE = text_of(MARIA, KEVIN, CLINIC).encode()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "The file is empty."),
        (WHOLE[:-20], "Line 4: The last line does not end: the file was cut off."),
        (WHOLE[: WHOLE.index(b"SOCIAL")] + b"\n", "Line 3: The line cannot be read: unexpected end of data."),
        (WHOLE[: WHOLE.index(b',"SOCIAL')] + b"\r\n", "Line 3: 5 values instead of 18"),
        (
            WHOLE.replace(b"NPI,DOB", b"NPI,BIRTH"),
            "Line 1: The header is not the list's (missing: DOB; unknown: BIRTH)",
        ),
        (WHOLE.replace(b"NPI,DOB", b"DOB,NPI"), "Line 1: The header is not the list's (another order)."),
        (WHOLE.replace(b"19650911", b"19651311"), "Line 3: DOB is no date in the form YYYYMMDD."),
        (WHOLE.replace(b"20190418", b"2019-418"), "Line 3: EXCLDATE is no date in the form YYYYMMDD."),
        (WHOLE.replace(b"20190418", b"00000000"), "Line 3: There is no day of exclusion."),
        (WHOLE.replace(b"1456000011", b"145600001"), "Line 4: The NPI has not ten digits."),
        (WHOLE.replace(b"PLACEHOLDER COUNSELING LLC", b""), "Line 4: Neither a person nor a business is named."),
        (WHOLE.replace(b"TAMPA", b"T\xffMPA"), "The line holds bytes that are no text."),
        (b"PK\x03\x04 a zip file\n", "Line 1: The header is not the list's"),
    ],
)
def test_a_flaw_is_named(tmp_path, content, told):
    path = tmp_path / "UPDATED.csv"
    path.write_bytes(content)
    file = LeieFile(path)

    with pytest.raises(ListRefused) as refused:
        file.file_hash()
        list(file.rows())

    assert told in str(refused.value)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(ListRefused, match="is not a file"):
        LeieFile(tmp_path / "none.csv")


def test_a_reinstatement_repeats_what_it_ends_whatever_the_address_says(tmp_path):
    excluded, ended = a_list(tmp_path, KEVIN, changed(KEVIN, REINDATE="20260204", ADDRESS="elsewhere")).rows()

    assert excluded.natural_key == ended.natural_key
    assert excluded.fingerprint != ended.fingerprint
    assert len(HEADER) == 18
