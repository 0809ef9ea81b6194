"""A real Firefox, spoken to by WebDriver BiDi: Debian has no geckodriver, and BiDi needs none."""

from __future__ import annotations

import json
import os
import subprocess
import time
from pathlib import Path
from typing import Any

SECONDS = 30  # to wait for what should come at once
_PREFERENCES = {
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "browser.aboutwelcome.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "app.normandy.enabled": False,
    "app.update.disabledForTesting": True,
    "toolkit.telemetry.reportingpolicy.firstRun": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    # the network is cut off: whatever is asked for goes to a port where nobody listens
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
}
_TELL_REFUSALS = """() => document.addEventListener("securitypolicyviolation",
    event => console.error("refused: " + event.violatedDirective + " " + event.blockedURI))"""


class Firefox:
    """One window of it, and what its pages have said and asked for."""

    def __init__(self, program: str, folder: Path) -> None:
        import websocket

        profile = folder / "profile"
        profile.mkdir()
        lines = [f"user_pref({json.dumps(k)}, {json.dumps(v)});" for k, v in _PREFERENCES.items()]
        (profile / "user.js").write_text("\n".join(lines), encoding="utf-8")
        with (folder / "log").open("wb") as log:
            self._process = subprocess.Popen(
                [program, "--headless", "--no-remote", "--profile", str(profile),
                 "--width", "1280", "--height", "800", "--remote-debugging-port", "0"],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                env={**os.environ, "HOME": str(folder), "MOZ_DISABLE_AUTO_SAFE_MODE": "1"},
            )  # fmt: skip
        self._events: list[dict[str, Any]] = []
        self._number = 0
        try:
            port = self._port(profile / "WebDriverBiDiServer.json")
            self._socket = websocket.create_connection(
                f"ws://127.0.0.1:{port}/session", timeout=SECONDS, suppress_origin=True
            )
            self.call("session.new", capabilities={})
            self._context = self.call("browsingContext.getTree")["contexts"][0]["context"]
            self.call("session.subscribe", events=["log.entryAdded", "network.beforeRequestSent"])
            self.call("script.addPreloadScript", functionDeclaration=_TELL_REFUSALS)
        except BaseException:
            self._process.kill()
            self._process.wait()
            raise

    def _port(self, told: Path) -> int:
        """The port, which Firefox writes into its profile when it listens."""
        end = time.monotonic() + SECONDS
        while time.monotonic() < end and self._process.poll() is None:
            if told.exists() and (text := told.read_text(encoding="utf-8")):
                return int(json.loads(text)["ws_port"])
            time.sleep(0.05)
        raise RuntimeError(f"Firefox does not listen: see {told.parent.parent / 'log'}")

    def call(self, method: str, **parameters: Any) -> Any:
        """The result of a command; raises RuntimeError with what Firefox says of a wrong one."""
        self._number += 1
        command = {"id": self._number, "method": method, "params": parameters}
        self._socket.send(json.dumps(command))
        while True:
            answer = json.loads(self._socket.recv())
            if answer["type"] == "event":
                self._events.append(answer)
            elif answer.get("id") == self._number:
                if answer["type"] == "error":
                    raise RuntimeError(f"{method}: {answer['error']}: {answer['message']}")
                return answer["result"]

    def open(self, path: Path) -> None:
        """Open a page, and forget what others have said."""
        self.call("browsingContext.navigate", context=self._context, url="about:blank",
                  wait="complete")  # fmt: skip
        self._events.clear()
        self.call("browsingContext.navigate", context=self._context, url=path.as_uri(),
                  wait="complete")  # fmt: skip

    def run(self, script: str, *arguments: Any) -> Any:
        """What the body of a function returns, by way of JSON; a promise is waited for."""
        told = self.call(
            "script.callFunction",
            functionDeclaration=f"""async (given) => {{
                const found = await (function () {{ {script} }}).apply(null, JSON.parse(given));
                return JSON.stringify(found === undefined ? null : found); }}""",
            arguments=[{"type": "string", "value": json.dumps(arguments)}],
            target={"context": self._context},
            awaitPromise=True,
        )
        if told["type"] != "success":
            raise RuntimeError(told["exceptionDetails"]["text"])
        return json.loads(told["result"]["value"])

    def wait(self, script: str, *arguments: Any) -> Any:
        """What the body of a function returns, as soon as that is something."""
        end = time.monotonic() + SECONDS
        while not (found := self.run(script, *arguments)):
            if time.monotonic() > end:
                raise TimeoutError(f"{script} {arguments}")
            time.sleep(0.02)
        return found

    def click(self, x: float, y: float) -> None:
        """Click a place of the window with the mouse."""
        at = {"x": round(x), "y": round(y), "duration": 0}
        actions = [
            {"type": "pointerMove", **at},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        self._act({"type": "pointer", "id": "mouse", "actions": actions})

    def type(self, selector: str, text: str) -> None:
        """Type into a field."""
        self.run("document.querySelector(arguments[0]).focus()", selector)
        keys = [{"type": kind, "value": key} for key in text for kind in ("keyDown", "keyUp")]
        self._act({"type": "key", "id": "keys", "actions": keys})

    def _act(self, source: dict[str, Any]) -> None:
        self.call("input.performActions", context=self._context, actions=[source])

    def complaints(self) -> list[str]:
        """What the console has: errors, warnings, refusals of the policy."""
        self.run("return 1")  # what was said before has arrived with it
        return [
            str(event["params"]["text"])
            for event in self._events
            if event["method"] == "log.entryAdded" and event["params"]["level"] in ("error", "warn")
        ]

    def requests(self) -> list[str]:
        """The addresses that were asked for, other than the file itself and what is inside it."""
        asked = [
            str(event["params"]["request"]["url"])
            for event in self._events
            if event["method"] == "network.beforeRequestSent"
        ]
        return [url for url in asked if not url.startswith(("file:", "data:", "blob:", "about:"))]

    def quit(self) -> None:
        """End it."""
        self.call("browser.close")
        self._socket.close()
        self._process.wait(SECONDS)
