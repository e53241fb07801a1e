"""What Windows' registry says of Excel, of the rules for macros, of Defender and OneDrive.

Each reading gives what is there, and nothing where a key or a value is missing or closed.
"""

import contextlib
import os
import struct
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from xlscorecard.setup.computer import MacroSetting, Office, Rules, RuleState, TrustedFolder

if sys.platform == "win32":
    import winreg

    _ROOTS = {"HKLM": winreg.HKEY_LOCAL_MACHINE, "HKCU": winreg.HKEY_CURRENT_USER}

# Where Defender's rules are set, the later ones only where the earlier are silent: by Intune
# (all in one value, id=state|id=state), by group policy, by Set-MpPreference.
# Microsoft, "Troubleshoot Microsoft Defender Antivirus settings" and "Enable ASR rules".
INTUNE_RULES = (r"SOFTWARE\Policies\Microsoft\Windows Defender\Policy Manager", "ASRRules")
POLICY_RULES = (
    r"SOFTWARE\Policies\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules"
)
LOCAL_RULES = r"SOFTWARE\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules"

APP_PATH = r"SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
CLICK_TO_RUN = r"SOFTWARE\Microsoft\Office\ClickToRun\Configuration"

# The Cloud Policy service comes before group policy, and both before the person's own choice.
CLOUD_POLICY = r"SOFTWARE\Policies\Microsoft\Cloud\Office\16.0"
GROUP_POLICY = r"SOFTWARE\Policies\Microsoft\Office\16.0"
OWN_SETTINGS = r"SOFTWARE\Microsoft\Office\16.0"

SYNCHRONISED = r"SOFTWARE\SyncEngines\Providers\OneDrive"
_ONEDRIVE_VARIABLES = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")

# IMAGE_FILE_HEADER.Machine: i386 and AMD64. For others xlwings ships no DLL.
_BITS = {0x014C: 32, 0x8664: 64}
_PLATFORM_BITS = {"x86": 32, "x64": 64}


def _opened(root: str, key: str) -> Iterator[Any]:
    """The key as 64-bit programs see it, and as 32-bit programs do, where it can be read."""
    if sys.platform == "win32":
        for view in (winreg.KEY_WOW64_64KEY, winreg.KEY_WOW64_32KEY):
            try:
                with winreg.OpenKey(_ROOTS[root], key, 0, winreg.KEY_READ | view) as handle:
                    yield handle
            except OSError:
                continue
    yield from ()


def is_hidden(root: str, key: str) -> bool:
    """Whether a key is there, and this person may not read it."""
    if sys.platform == "win32":
        try:
            winreg.OpenKey(_ROOTS[root], key, 0, winreg.KEY_READ | winreg.KEY_WOW64_64KEY).Close()
        except FileNotFoundError:
            return False
        except OSError:
            return True
    return False


def value(root: str, key: str, name: str) -> object:
    """A value of the registry; None where it is not there."""
    if sys.platform == "win32":
        for handle in _opened(root, key):
            with contextlib.suppress(OSError):
                return winreg.QueryValueEx(handle, name)[0]
    return None


def values(root: str, key: str) -> dict[str, object]:
    """All values of a key by their names."""
    found: dict[str, object] = {}
    if sys.platform == "win32":
        for handle in _opened(root, key):
            for index in range(winreg.QueryInfoKey(handle)[1]):
                name, content, _ = winreg.EnumValue(handle, index)
                found.setdefault(name, content)
    return found


def subkeys(root: str, key: str) -> list[str]:
    """The names of the keys in a key."""
    found: dict[str, None] = {}
    if sys.platform == "win32":
        for handle in _opened(root, key):
            for index in range(winreg.QueryInfoKey(handle)[0]):
                found[winreg.EnumKey(handle, index)] = None
    return list(found)


def office() -> Office | None:
    """The desktop Excel; None where the registry names none."""
    for root in ("HKCU", "HKLM"):
        path = value(root, APP_PATH, "")
        if isinstance(path, str) and path.strip('" '):
            executable = os.path.expandvars(path.strip('" '))
            break
    else:
        return None
    platform = value("HKLM", CLICK_TO_RUN, "Platform")
    version = value("HKLM", CLICK_TO_RUN, "VersionToReport")
    bits = _PLATFORM_BITS.get(platform) if isinstance(platform, str) else None
    return Office(
        executable=executable,
        version=version if isinstance(version, str) else None,
        bits=program_bits(Path(executable)) or bits,
    )


def program_bits(path: Path) -> int | None:
    """Whether a program is one of 32 or 64 bits; None for others, and where it cannot be read."""
    try:
        with path.open("rb") as program:
            head = program.read(0x40)
            if head[:2] != b"MZ":
                return None
            program.seek(struct.unpack_from("<L", head, 0x3C)[0])
            signature, machine = struct.unpack("<4sH", program.read(6))
    except (OSError, struct.error):
        return None
    return _BITS.get(machine) if signature == b"PE\0\0" else None


def rules() -> Rules:
    """What the policies of this computer and the settings of this person allow."""
    macros, by_policy = _security("VBAWarnings")
    blocks, _ = _security("blockcontentexecutionfrominternet")
    off = [
        value(root, rf"{policy}\Common", "VBAOff")
        for root in ("HKCU", "HKLM")
        for policy in (CLOUD_POLICY, GROUP_POLICY)
    ]
    return Rules(
        defender=defender_rules(),
        defender_is_hidden=any(
            is_hidden("HKLM", key) for key in (INTUNE_RULES[0], POLICY_RULES, LOCAL_RULES)
        ),
        macros=_macro_setting(macros),
        macros_by_policy=by_policy,
        blocks_macros_from_internet=None if blocks is None else blocks != 0,
        has_vba=1 not in off,
        trusted_folders=tuple(_trusted_folders()),
    )


def _security(name: str) -> tuple[int | None, bool]:
    """A number in Excel's security settings, and whether a policy has set it."""
    for root, key, is_policy in (
        ("HKCU", CLOUD_POLICY, True),
        ("HKCU", GROUP_POLICY, True),
        ("HKLM", GROUP_POLICY, True),
        ("HKCU", OWN_SETTINGS, False),
    ):
        found = value(root, rf"{key}\Excel\Security", name)
        if isinstance(found, int):
            return found, is_policy
    return None, False


def _macro_setting(number: int | None) -> MacroSetting | None:
    return MacroSetting(number) if number in {setting.value for setting in MacroSetting} else None


def _trusted_folders() -> Iterator[TrustedFolder]:
    for office_key in (CLOUD_POLICY, GROUP_POLICY, OWN_SETTINGS):
        locations = rf"{office_key}\Excel\Security\Trusted Locations"
        for name in subkeys("HKCU", locations):
            path = value("HKCU", rf"{locations}\{name}", "Path")
            if isinstance(path, str) and path:
                below = value("HKCU", rf"{locations}\{name}", "AllowSubFolders")
                yield TrustedFolder(path=os.path.expandvars(path), with_subfolders=below == 1)


def defender_rules() -> dict[str, RuleState]:
    """The state of each of Defender's rules that somebody has set."""
    found = rule_states(values("HKLM", LOCAL_RULES)) | rule_states(values("HKLM", POLICY_RULES))
    by_intune = value("HKLM", *INTUNE_RULES)
    if isinstance(by_intune, str):
        pairs = (pair.partition("=") for pair in by_intune.split("|"))
        found |= rule_states({identifier: state for identifier, _, state in pairs})
    return found


def rule_states(given: dict[str, object]) -> dict[str, RuleState]:
    """States by identifiers; numbers as Defender keeps them, and as the policies' texts."""
    known = {str(state.value): state for state in RuleState}
    return {
        identifier.strip().strip("{}").lower(): known[str(state).strip()]
        for identifier, state in given.items()
        if str(state).strip() in known
    }


def synchronised_folders() -> tuple[str, ...]:
    """The folders that OneDrive keeps, as its variables and its list of mount points name them."""
    found = [os.environ.get(name, "") for name in _ONEDRIVE_VARIABLES]
    for name in subkeys("HKCU", SYNCHRONISED):
        mounted = value("HKCU", rf"{SYNCHRONISED}\{name}", "MountPoint")
        found.append(mounted if isinstance(mounted, str) else "")
    return tuple(dict.fromkeys(folder for folder in found if folder))
