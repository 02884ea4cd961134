type ExitHandler = (...values: unknown[]) => void;

const SIGNALS = ["SIGINT", "SIGTERM"] as const;
const EVENTS = ["exit", ...SIGNALS] as const;

const exitHandlers = new Set<ExitHandler>();

/**
 * Takes over the handlers with which `sandbox-agent/local` kills a server when its host ends, three listeners for each
 * server. Left alone they kill the servers at SIGINT before the host has said goodbye to its agents, keep a host
 * without handlers of its own alive, and make Node warn of a leak from the eleventh server on.
 *
 * @param start - Starts one server.
 */
export async function takeOverExitHandlers<Result>(start: () => Promise<Result>): Promise<Result> {
	const before = new Set(sharedHandlers());
	try {
		return await start();
	} finally {
		for (const handler of sharedHandlers()) if (!before.has(handler)) takeOver(handler);
	}
}

/** Those that listen to all three events alike. */
function sharedHandlers(): readonly ExitHandler[] {
	const [exit = [], ...others] = EVENTS.map((event) => listenersOf(event));
	return exit.filter((handler) => others.every((listeners) => listeners.includes(handler)));
}

function listenersOf(event: (typeof EVENTS)[number]): readonly ExitHandler[] {
	return process.listeners(event as "exit") as readonly ExitHandler[];
}

function takeOver(handler: ExitHandler): void {
	for (const event of EVENTS) process.off(event, handler);
	if (exitHandlers.size === 0) listenForExit();
	exitHandlers.add(handler);
}

function listenForExit(): void {
	process.once("exit", killServers);
	for (const signal of SIGNALS) process.on(signal, handleSignal);
}

function killServers(): void {
	for (const handler of exitHandlers) handler();
	exitHandlers.clear();
}

/** A host that listens to the signal ends when it is ready. For one that does not, the signal ends it, as ever. */
function handleSignal(signal: NodeJS.Signals): void {
	if (process.listenerCount(signal) > 1) return;
	killServers();
	for (const each of SIGNALS) process.off(each, handleSignal);
	process.kill(process.pid, signal);
}
