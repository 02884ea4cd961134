import { type SandboxAgent, SandboxAgentError } from "sandbox-agent";
import { SessionError, sandboxFailed, sandboxUnreachable } from "../errors/sessionErrors.ts";
import { truncateText } from "../text/truncateText.ts";
import { withTimeout } from "../timing/timeouts.ts";

/** The files of a sandbox, as far as the workspace touches them. Paths are absolute, or below the server's own folder. */
export interface SandboxFiles {
	/** Where the agent works. */
	readonly cwd: string;
	/** Bytes of a file; null when there is none. */
	fileSize(path: string): Promise<number | null>;
	/** What a folder holds; nothing when there is none. */
	listNames(folder: string): Promise<readonly string[]>;
	/**
	 * Writes a file whole, with the folders above it, or leaves none.
	 *
	 * @param parts - Each at most `MAX_REQUEST_BYTES`.
	 * @returns Its absolute path.
	 * @throws {SessionError} `sandbox_failed`, `sandbox_unreachable` or `timeout`
	 */
	write(path: string, parts: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<string>;
}

/** Joins the files named after the first one into the first one. */
const JOIN_SCRIPT = 'cat -- "$@" > "$0"';

/** The SDK's part that touches files, with an end to each wait. */
export function createSandboxFiles(sdk: SandboxAgent, cwd: string, requestMs: number): SandboxFiles {
	async function limited<Answer>(what: string, request: Promise<Answer>): Promise<Answer> {
		try {
			return await withTimeout(request, { what, ms: requestMs });
		} catch (error) {
			throw toFileError(error);
		}
	}

	function writeOne(path: string, part: Uint8Array): Promise<{ readonly path: string }> {
		// A copy: TypeScript will not believe that its buffer is not shared.
		return limited("Writing a file", sdk.writeFsFile({ path }, new Uint8Array(part)));
	}

	async function join(path: string, parts: readonly string[]): Promise<void> {
		const run = sdk.runProcess({ command: "sh", args: ["-c", JOIN_SCRIPT, path, ...parts], timeoutMs: requestMs });
		const { exitCode, stderr } = await limited("Joining the parts of a file", run);
		if (exitCode !== 0) throw new SessionError(sandboxFailed(truncateText(stderr, 500)));
	}

	/** Best effort: what stays is in the way of nobody. */
	async function remove(paths: readonly string[]): Promise<void> {
		await Promise.allSettled(paths.map((path) => limited("Removing a file", sdk.deleteFsEntry({ path }))));
	}

	/** A server takes 2 MiB at once and cannot append, so a longer file is written in parts that are joined there. */
	async function write(path: string, parts: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<string> {
		const written: string[] = [];
		let isInOnePart = false;
		try {
			for await (const part of parts) {
				written.push((await writeOne(`${path}.part-${written.length + 1}`, part)).path);
			}
			const [first] = written;
			if (first === undefined) return (await writeOne(path, new Uint8Array())).path;
			const whole = first.slice(0, -".part-1".length);
			if (written.length > 1) await join(whole, written);
			else await limited("Naming a file", sdk.moveFs({ from: first, to: whole, overwrite: true }));
			isInOnePart = written.length === 1;
			return whole;
		} finally {
			if (!isInOnePart) await remove(written);
		}
	}

	return {
		cwd,
		write,
		fileSize: (path) =>
			limited("Looking for a file", sdk.statFs({ path })).then(
				({ size, entryType }) => (entryType === "file" ? size : null),
				orWhenMissing(null),
			),
		listNames: (path) =>
			limited("Looking into a folder", sdk.listFsEntries({ path })).then(
				(entries) => entries.map(({ name }) => name),
				orWhenMissing([]),
			),
	};
}

/** The server's answer to a path that is not there is that the request is wrong. */
function orWhenMissing<Nothing>(nothing: Nothing): (error: unknown) => Nothing {
	return (error) => {
		const { cause } = error instanceof SessionError ? error : { cause: undefined };
		if (cause instanceof SandboxAgentError && (cause.status === 400 || cause.status === 404)) return nothing;
		throw error;
	};
}

function toFileError(error: unknown): SessionError {
	if (error instanceof SessionError) return error;
	// Only the server's own words are for people's eyes. What a failed request says could quote an address.
	const isAnswer = error instanceof SandboxAgentError;
	const fault = isAnswer ? sandboxFailed(error.problem?.detail ?? `HTTP status ${error.status}`) : sandboxUnreachable();
	return new SessionError(fault, { cause: error });
}
