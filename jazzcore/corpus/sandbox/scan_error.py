"""How the first passes over uploads refuse them."""

DAMAGED = "download it or export it again"


class ScanError(Exception):
    """Why a file is refused: a cause that follows the file's name, and what to do."""

    def __init__(self, cause: str, remedy: str = DAMAGED) -> None:
        super().__init__(f"{cause}; {remedy}.")
