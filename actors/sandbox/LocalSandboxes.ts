import { SessionError } from "../session/SessionError.ts";
import type { SandboxProvider } from "./sandboxOption.ts";
import { takeOverExitHandlers } from "./takeOverExitHandlers.ts";

const HEALTH_TIMEOUT_MS = 2_000;

/** The sandbox-agent servers that run as children of this process. */
export class LocalSandboxes {
	readonly #providers = new Map<string, SandboxProvider>();

	/** Starts a server and keeps it. Its id is `<host>:<port>`. */
	async create(provider: SandboxProvider): Promise<string> {
		const id = await takeOverExitHandlers(() => provider.create()).catch((error: unknown) => {
			throw serverStartError(error);
		});
		this.#providers.set(id, provider);
		return id;
	}

	/** Whether the server is one of ours and answers. One that has died is forgotten. */
	async isAlive(id: string): Promise<boolean> {
		if (!this.#providers.has(id)) return false;
		const ask = await this.fetchOf(id);
		const signal = AbortSignal.timeout(HEALTH_TIMEOUT_MS);
		const isWell = await ask(`http://${id}/v1/health`, { signal })
			.then(({ ok }) => ok)
			.catch(() => false);
		// sandbox-agent waits 5 s for the end of a process that is over already, so nobody waits for this.
		if (!isWell) void this.destroy(id).catch(() => undefined);
		return isWell;
	}

	/** A `fetch` that brings the server's token along. */
	async fetchOf(id: string): Promise<typeof fetch> {
		return (await this.#providers.get(id)?.getFetch?.(id)) ?? fetch;
	}

	async destroy(id: string): Promise<void> {
		const provider = this.#providers.get(id);
		this.#providers.delete(id);
		await provider?.destroy(id);
	}

	async destroyAll(): Promise<void> {
		await Promise.allSettled([...this.#providers.keys()].map((id) => this.destroy(id)));
	}
}

function serverStartError(error: unknown): SessionError {
	const isMissing = error instanceof Error && error.message.includes("binary not found");
	return new SessionError(
		{
			code: "sandbox_failed",
			message: "The local sandbox-agent server could not be started, so no agent can run.",
			hint: isMissing
				? "Install it: npm install @sandbox-agent/cli"
				: "Start it by hand with `npx sandbox-agent server` to see what is wrong.",
		},
		{ cause: error },
	);
}
