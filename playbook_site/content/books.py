"""Whether a book of the bibliography can be ordered by its number."""

from __future__ import annotations

import re

from playbook_site.content.pages import Page

_ISBN = re.compile(r"\bISBN(?:-1[03])?:?\s+([0-9][0-9Xx-]*)")


def check_books(page: Page) -> None:
    """Note each ISBN that no book can have: with it nothing is found in a shop or a library."""
    for section in page.sections:
        for text in (*section.paragraphs, *(section.items if section.level == 1 else ())):
            for isbn in _ISBN.findall(text.text):
                if not isbn_holds(isbn):
                    say = f"no book has the ISBN '{isbn}': its last digit does not agree with the others"
                    page.fault(text.line, f"{say}. Look the number up, and write its 10 or 13 digits with hyphens")


def isbn_holds(isbn: str) -> bool:
    """Tell whether the last digit of an ISBN agrees with the others (ISO 2108). X stands for ten, in the last place alone.

    >>> isbn_holds("0-674-04813-X"), isbn_holds("978-0-14-311875-6")
    (True, True)
    >>> isbn_holds("0-395-31757-0"), isbn_holds("0-674-X4813-0"), isbn_holds("0-674-0481")
    (False, False, False)
    """
    digits = isbn.replace("-", "").upper()
    if re.fullmatch(r"\d{9}[\dX]", digits):
        values = [10 if digit == "X" else int(digit) for digit in digits]
        return sum(weight * value for weight, value in zip(range(10, 0, -1), values, strict=True)) % 11 == 0
    if re.fullmatch(r"97[89]\d{10}", digits):
        return sum((1, 3)[place % 2] * int(digit) for place, digit in enumerate(digits)) % 10 == 0
    return False
