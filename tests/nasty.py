"""Texts that make careless expressions slow: one short piece repeated to a given length."""

from __future__ import annotations

PIECES: dict[str, str] = {
    "brackets": "((((",
    "closing brackets": "))))",
    "kroner": "kr. kr. kr. ",
    "dotted figures": "1.1.1.1",
    "digits": "1234567890",
    "groups": "1.000.000.",
    "amounts": "5 mio. kr. og ",
    "amounts on lines": "Havnen: 5 mio. kr.\n",
    "angle marks": "»«»«",
    "marks": "”Grøn” ”",
    "open marks": "”Grøn Havn ",
    "capitals": "A A A A ",
    "names": "Lone Holmsgaard ",
    "names with titles": "direktør Lone Holmsgaard, ",
    "towns": "Lemvig, Struer og ",
    "dashes": "- - - ",
    "dash lines": "- Vi glæder os, siger hun.\n",
    "cues": "siger siger ",
    "cues and names": "siger Lone Holmsgaard ",
    "project": 'projektet "',
    "project words": "projektet Grøn ",
    "grants": "Fonden giver 5 mio. kr. til havnen. ",
    "tabs": "a\t",
    "one long line": "Havnen bygger nye moler til fiskerne ",
    "one word": "moler",
    "short lines": "Mole\n",
    "short paragraphs": "Mole\n\n",
    "items": "• Mole (Lemvig)\n",
    "items with amounts": "• Mole (Lemvig): 10.000 kr.\n",
    "labels": "Titel: Mole\nBeløb: 10.000 kr.\n",
    "headings": "Fakta\n\n• Mole\n\n",
    "contacts": "Kontakt\n\nLone Holmsgaard\n\n",
    "addresses": "a.a-a",
    "telephones": "55 50 12 34 ",
    "dates": "3. maj 2025 ",
    "date ranges": "3.-4.-5.-",
    "full stops": "A. ",
    "colons": "A: ",
    "commas": ",,,,",
    "blanks": " " * 8,
    "cells": "<td>5</td>",
    "list markup": "<li>Mole",
    "nested markup": "<div>",
    "attributes": '<p class="a b">x</p>',
}


def nasty(piece: str, length: int) -> str:
    """``piece`` repeated to about ``length`` characters, under a title and a lead so that a release is read."""
    top = (
        "Kystfonden støtter nye moler\n\nKystfonden giver 12 mio. kr. til nye moler i Lemvig.\n\nKontakten er god.\n\n"
    )
    if piece.startswith("<"):
        table = piece.startswith("<td")
        body = piece * (length // len(piece))
        page = f"<table><tr>{body}</tr></table>" if table else body
        return (
            f"<html><body><h1>Kystfonden støtter nye moler</h1><p>Kystfonden giver 12 mio. kr.</p>{page}</body></html>"
        )
    return top + piece * (length // len(piece))
