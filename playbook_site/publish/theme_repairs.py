"""Repairs of the theme that a stylesheet cannot make: accessibility faults, and what the policy would block."""

from __future__ import annotations

import re

_ALIGN = re.compile(r'<(t[hd])\b([^>]*?) style="text-align: (left|center|right);"([^>]*)>')
_TOGGLE = re.compile(r'<input class="md-toggle[^>]*>')
_SECTION = re.compile(
    r'(<nav class="md-nav" data-md-level="\d+" )aria-labelledby="(__nav_[\d_]+)_label"'
    r'([^>]*>\s*<label class="md-nav__title" for="\2">\s*<span[^>]*></span>\s*([^<"]*?)\s*</label>)'
)
_PERMALINK = re.compile(r'<a class="headerlink" href=')
_NEIGHBOUR = re.compile(r'\s*<link rel="(?:prev|next)" href="[^"]*">')


def repair(html: str) -> str:
    """Return a page with the theme's known faults mended. Mending a mended page changes nothing."""
    html = _ALIGN.sub(_align, html)
    # Attributes without a meaning where they stand.
    html = html.replace(' tabindex=""', "")
    html = _TOGGLE.sub(lambda match: match.group().replace(' autocomplete="off"', ""), html)
    # The name of a section that has a page of its own stands in an empty element: several landmarks then have none.
    html = _SECTION.sub(lambda match: f'{match[1]}aria-label="{match[4]}"{match[3]}', html)
    # Firefox fetches the page of <link rel=next> ahead, and each page's policy forbids it.
    html = _NEIGHBOUR.sub("", html)
    # The sign beside a heading would be read as part of it; the table of contents has the same link for everyone.
    return _PERMALINK.sub('<a class="headerlink" aria-hidden="true" tabindex="-1" href=', html)


def _align(match: re.Match[str]) -> str:
    """Turn the style attribute of an aligned table cell into a class, which the policy allows.

    >>> repair('<td style="text-align: right;">5</td>')
    '<td class="pb-align-right">5</td>'
    """
    tag, before, side, after = match.groups()
    return f'<{tag}{before} class="pb-align-{side}"{after}>'
