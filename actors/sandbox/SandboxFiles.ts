import * as v from "valibot";
import { truncateText } from "../../src/rules/truncateText.ts";
import { SessionError, sandboxFailed } from "../errors/sessionErrors.ts";
import type { Sandbox } from "./sandbox.ts";
import {
	callSandboxApi,
	readJsonBody,
	runCommand,
	SandboxApiError,
	statPath,
	withRequestTimeout,
} from "./sandboxApi.ts";

const writtenSchema = v.object({ path: v.string() });
const namesSchema = v.array(v.object({ name: v.string() }));

/** Joins the files named after the first one into the first one. */
const JOIN_SCRIPT = 'cat -- "$@" > "$0"';
const STDERR_CHARACTERS = 500;

/**
 * Writes files into a sandbox. Paths are absolute, or relative to the server's own folder. Every request has a time
 * limit, and everything rejects with a `SessionError`: `sandbox_failed`, `sandbox_unreachable` or `timeout`.
 */
export class SandboxFiles {
	readonly #sandbox: Sandbox;
	readonly #requestTimeoutMs: number;

	constructor(sandbox: Sandbox, requestTimeoutMs: number) {
		this.#sandbox = sandbox;
		this.#requestTimeoutMs = requestTimeoutMs;
	}

	/** The folder the agent works in. */
	get cwd(): string {
		return this.#sandbox.cwd;
	}

	/** The size of a file in bytes; null when there is none. */
	async fileSize(path: string): Promise<number | null> {
		const stat = await this.#request("Looking for a file", (signal) => statPath(this.#sandbox, path, signal)).catch(
			nullWhenMissing,
		);
		return stat?.entryType === "file" ? stat.size : null;
	}

	/** The names in a folder; none when there is no such folder. */
	async listNames(path: string): Promise<readonly string[]> {
		const entries = await this.#request("Looking into a folder", async (signal) =>
			readJsonBody(await callSandboxApi(this.#sandbox, { path: "fs/entries", query: { path }, signal }), namesSchema),
		).catch(nullWhenMissing);
		return entries?.map(({ name }) => name) ?? [];
	}

	/**
	 * Writes a whole file and the folders above it, or leaves nothing. A server takes 2 MiB at once and cannot append, so
	 * a longer file is written in parts that are joined in the sandbox.
	 *
	 * @param parts - Each at most `MAX_REQUEST_BYTES`.
	 * @returns Its absolute path.
	 */
	async write(path: string, parts: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<string> {
		const written: string[] = [];
		let isMoved = false;
		try {
			for await (const part of parts) written.push(await this.#writePart(`${path}.part-${written.length + 1}`, part));
			const [first] = written;
			if (first === undefined) return await this.#writePart(path, new Uint8Array());
			const whole = first.slice(0, -".part-1".length);
			if (written.length > 1) await this.#join(whole, written);
			else await this.#move(first, whole);
			isMoved = written.length === 1;
			return whole;
		} finally {
			if (!isMoved) await this.#remove(written);
		}
	}

	async #writePart(path: string, part: Uint8Array): Promise<string> {
		const request = { method: "PUT", path: "fs/file", query: { path }, body: part } as const;
		const written = await this.#request("Writing a file", async (signal) =>
			readJsonBody(await callSandboxApi(this.#sandbox, { ...request, signal }), writtenSchema),
		);
		return written.path;
	}

	async #join(path: string, parts: readonly string[]): Promise<void> {
		const command = { command: "sh", args: ["-c", JOIN_SCRIPT, path, ...parts], timeoutMs: this.#requestTimeoutMs };
		const { exitCode, stderr } = await this.#request("Joining the parts of a file", (signal) =>
			runCommand(this.#sandbox, { ...command, signal }),
		);
		if (exitCode !== 0) throw new SessionError(sandboxFailed(truncateText(stderr, STDERR_CHARACTERS)));
	}

	async #move(from: string, to: string): Promise<void> {
		const body = { from, to, overwrite: true };
		await this.#request("Naming a file", (signal) => callSandboxApi(this.#sandbox, { path: "fs/move", body, signal }));
	}

	/** Best effort: a part that stays does no harm. */
	async #remove(paths: readonly string[]): Promise<void> {
		const remove = (path: string, signal: AbortSignal) =>
			callSandboxApi(this.#sandbox, { method: "DELETE", path: "fs/entry", query: { path }, signal });
		await Promise.allSettled(paths.map((path) => this.#request("Removing a file", (signal) => remove(path, signal))));
	}

	async #request<T>(what: string, run: (signal: AbortSignal) => Promise<T>): Promise<T> {
		try {
			return await withRequestTimeout(what, this.#requestTimeoutMs, run);
		} catch (error) {
			throw error instanceof SandboxApiError
				? new SessionError(sandboxFailed(error.problem.detail), { cause: error })
				: error;
		}
	}
}

/** For a path that does not exist the server answers that the request is wrong. */
function nullWhenMissing(error: unknown): null {
	const { cause } = error instanceof SessionError ? error : { cause: undefined };
	if (cause instanceof SandboxApiError && [400, 404].includes(cause.problem.status)) return null;
	throw error;
}
