import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";

/** What a program of a bench can be asked. */
type Answers = Readonly<Record<string, (...args: never[]) => unknown>>;

interface Question {
	readonly id: number;
	readonly name: string;
	readonly args: readonly never[];
}

type Answer = { readonly id: number } & ({ readonly value: unknown } | { readonly error: string });

/** A program of a bench in a process of its own, so that its processor time is its own. */
export class BenchProcess<Names extends Answers> implements AsyncDisposable {
	readonly #child: ChildProcess;
	#asked = 0;

	private constructor(child: ChildProcess) {
		this.#child = child;
		child.setMaxListeners(0);
	}

	/** @param main - The file of a program that calls `answerQuestions`. */
	static async start<Names extends Answers>(
		main: URL,
		env: Readonly<Record<string, string>>,
	): Promise<BenchProcess<Names>> {
		const child = fork(main, [], {
			env: { ...process.env, ...env },
			execArgv: ["--disable-warning=ExperimentalWarning"],
			stdio: ["ignore", "ignore", "inherit", "ipc"],
		});
		await Promise.race([once(child, "message"), failAtExit(child, main)]);
		return new BenchProcess(child);
	}

	get pid(): number {
		return this.#child.pid ?? 0;
	}

	async ask<Name extends keyof Names & string>(
		name: Name,
		...args: Parameters<Names[Name]>
	): Promise<Awaited<ReturnType<Names[Name]>>> {
		const id = ++this.#asked;
		const { promise, resolve, reject } = Promise.withResolvers<Awaited<ReturnType<Names[Name]>>>();
		const onExit = () => reject(new Error(`The process ended before it answered “${name}”.`));
		const onMessage = (answer: Answer) => {
			if (answer.id !== id) return;
			if ("error" in answer) reject(new Error(answer.error));
			// Both ends are of one type parameter, which the channel does not know.
			else resolve(answer.value as Awaited<ReturnType<Names[Name]>>);
		};
		this.#child.on("message", onMessage).once("exit", onExit);
		this.#child.send({ id, name, args } satisfies Question);
		return await promise.finally(() => this.#child.off("message", onMessage).off("exit", onExit));
	}

	async [Symbol.asyncDispose](): Promise<void> {
		const ended = once(this.#child, "exit");
		if (this.#child.kill("SIGKILL")) await ended;
	}
}

async function failAtExit(child: ChildProcess, main: URL): Promise<never> {
	await once(child, "exit");
	throw new Error(`${main.pathname} ended before it was ready.`);
}

/** Answers what `BenchProcess.ask` asks, from now on. */
export function answerQuestions(answers: Answers): void {
	process.on("message", async ({ id, name, args }: Question) => {
		try {
			process.send?.({ id, value: await answers[name]?.(...args) });
		} catch (error) {
			process.send?.({ id, error: error instanceof Error ? String(error.stack) : String(error) });
		}
	});
	process.send?.("ready");
}
