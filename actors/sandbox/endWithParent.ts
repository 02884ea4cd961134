import { type ChildProcess, spawn } from "node:child_process";
import { Socket } from "node:net";

/** The system closes a pipe whose other end is gone, however that process ended. */
const WATCH = `
read -r _
kill -TERM "$1" 2>/dev/null || exit 0
for _ in 1 2 3 4 5; do sleep 1; kill -0 "$1" 2>/dev/null || exit 0; done
kill -KILL "$1"
`;

/**
 * Ends a child soon after this process is gone, even if that was killed with SIGKILL and could end nothing itself: a
 * shell waits for the end of its standard input, which this process holds open. It ends with the child. Windows has no
 * such shell; there only what this process ends in order takes its children with it.
 */
export function endWithParent(child: ChildProcess): void {
	if (child.pid === undefined || process.platform === "win32") return;
	const watcher = spawn("/bin/sh", ["-c", WATCH, "sh", String(child.pid)], {
		// A Ctrl-C at the terminal is for this process, which ends its children itself.
		detached: true,
		env: { PATH: process.env.PATH },
		stdio: ["pipe", "ignore", "ignore"],
	});
	child.once("exit", () => watcher.kill("SIGKILL"));
	// Without a shell the child ends as before.
	watcher.once("error", () => undefined);
	watcher.stdin.on("error", () => undefined);
	watcher.unref();
	if (watcher.stdin instanceof Socket) watcher.stdin.unref();
}
