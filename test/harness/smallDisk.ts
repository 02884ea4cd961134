import { execFileSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmdirSync, rmSync, symlinkSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The engine's store starts to write again when 256 MiB are free: see docs/self-hosting.md. */
const SIZE_MB = 340;

const NOT_PERMITTED =
	"No small disk could be mounted, so nothing was checked. Run this as root, in a container with CAP_SYS_ADMIN.";

/** A disk of its own for an engine, in memory, that a test fills. */
export class SmallDisk {
	readonly #path: string;

	private constructor(path: string) {
		this.#path = path;
	}

	/**
	 * Mounts it, with a link to it at `path`.
	 *
	 * @throws {Error} Where this process may not mount: that takes root, or CAP_SYS_ADMIN in a container.
	 */
	static mount(path: string): SmallDisk {
		const folder = mkdtempSync(join(tmpdir(), "workspace-chat-disk-"));
		try {
			execFileSync("mount", ["-t", "tmpfs", "-o", `size=${SIZE_MB}m`, "tmpfs", folder], { stdio: "pipe" });
		} catch (cause) {
			rmdirSync(folder);
			throw new Error(NOT_PERMITTED, { cause });
		}
		symlinkSync(folder, path);
		return new SmallDisk(folder);
	}

	/** Leaves no byte free. */
	fill(): void {
		const file = openSync(this.#filler, "w");
		for (const size of [1 << 20, 1 << 12, 1]) fillWith(file, Buffer.alloc(size));
		closeSync(file);
	}

	makeRoom(): void {
		rmSync(this.#filler);
	}

	unmount(): void {
		// Lazily: an engine that was just killed may still have files open.
		execFileSync("umount", ["--lazy", this.#path]);
		rmdirSync(this.#path);
	}

	get #filler(): string {
		return join(this.#path, "filler");
	}
}

/** Appends until the disk is full. */
function fillWith(file: number, bytes: Buffer): void {
	try {
		while (writeSync(file, bytes) === bytes.length);
	} catch (error) {
		if (!(error instanceof Error && "code" in error && error.code === "ENOSPC")) throw error;
	}
}
