"""`python -m convdoc.site.figures` draws every figure again and says which files changed."""

from convdoc.site.figures.gallery import DOCS, files


def main():
    for path, drawn in files():
        old = path.read_text(encoding="utf-8") if path.exists() else None
        if drawn != old:
            path.parent.mkdir(exist_ok=True)
            path.write_text(drawn, encoding="utf-8", newline="\n")
        print("new    " if old is None else "same   " if drawn == old else "changed", path.relative_to(DOCS.parent))


if __name__ == "__main__":
    main()
