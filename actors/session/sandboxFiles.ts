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
