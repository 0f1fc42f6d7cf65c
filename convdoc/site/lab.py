"""Python-Markdown extension for labs, and a lab as a notebook to keep.

nbconvert passes what `lab.md.j2` writes through an HTML parser, which leaves `&`, `<` and `>` as entities in code
and formulas alike; the extension undoes that on the pages that begin with the template's mark.
`python -m convdoc.site.lab docs/zh/labs/learning-a-kernel.py` prints the executed notebook.
"""

import re
import sys
from html import unescape

from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from convdoc.spec.scan import notes

MARK = "<!-- lab -->"


class LabPreprocessor(Preprocessor):
    def run(self, lines):
        text = "\n".join(lines).lstrip()
        return unescape(text.removeprefix(MARK)).split("\n") if text.startswith(MARK) else lines


class LabExtension(Extension):
    def extendMarkdown(self, md):
        # Before everything that reads the page's text.
        md.preprocessors.register(LabPreprocessor(md), "lab", 300)


def makeExtension(**options):
    return LabExtension(**options)


def notebook(script):
    """Return the text of the notebook made from a percent-format script, run from top to bottom.

    A cell that fails is an error. The text is the same each time: cells are numbered, nothing is dated.
    """
    import jupytext
    import nbformat
    from nbclient import NotebookClient

    made = jupytext.read(script, fmt="py:percent")
    for number, cell in enumerate(made.cells):
        cell.id = f"cell-{number}"
        if cell.cell_type == "markdown":
            cell.source = plain(cell.source)
    made.metadata = {"kernelspec": made.metadata["kernelspec"]}
    NotebookClient(made, record_timing=False, coalesce_streams=True).execute()
    made.metadata = {"kernelspec": made.metadata["kernelspec"], "language_info": {"name": "python"}}
    return nbformat.writes(made) + "\n"


def plain(markdown):
    """Return a cell's text without what only the site understands: notes, ids of headings, links to its pages."""
    for start, end, _ in reversed(notes(markdown)):
        paragraph = not start or markdown[:start].endswith("\n\n")
        markdown = markdown[:start] + (markdown[end:].lstrip("\n") if paragraph else markdown[end:])
    markdown = re.sub(r"^(#+ .*?) \{ #[\w-]+ \}$", r"\1", markdown, flags=re.M)
    return re.sub(r"\[([^\]]+)\]\((?!https?:)[^)]*\)", r"\1", markdown).strip()


if __name__ == "__main__":
    print(notebook(sys.argv[1]), end="")
