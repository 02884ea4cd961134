import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { ProgramProcess } from "../harness/programProcess.ts";
import { prepareTestEngine, type TestEngine } from "../harness/testEngine.ts";
import { packPackage } from "./installedPackage.ts";
import { quickStartBlock } from "./quickStartBlock.ts";

const execute = promisify(execFile);

/**
 * What a person's npm has by default, but fast: the cache of the machine, and no install scripts (better-sqlite3 would
 * compile for a minute; nothing here uses it). Vitest's own `NODE_ENV` would leave a page with React's development build.
 */
const NPM_ENVIRONMENT = {
	npm_config_audit: "false",
	npm_config_fund: "false",
	npm_config_ignore_scripts: "true",
	npm_config_prefer_offline: "true",
	npm_config_update_notifier: "false",
	npm_config_yes: "true",
	NEXT_TELEMETRY_DISABLED: "1",
	// Of `npm test`: a person runs the commands in a folder of their own.
	INIT_CWD: undefined,
	npm_config_local_prefix: undefined,
	NODE_ENV: undefined,
};

/** An app that a framework's own command has made in an empty folder, and the quick start of the README in it. */
export class NewApp implements AsyncDisposable {
	readonly folder: string;
	readonly #parent: string;
	#engine: TestEngine;
	#server: ProgramProcess | null = null;

	private constructor(parent: string, engine: TestEngine) {
		this.#parent = parent;
		this.folder = join(parent, "app");
		this.#engine = engine;
	}

	get engine(): TestEngine {
		return this.#engine;
	}

	/** As if nothing had run yet: another engine, no sandbox's files. The page needs to be written again. */
	async reset(): Promise<void> {
		await this.#server?.[Symbol.asyncDispose]();
		await this.#engine.stop();
		await rm(join(this.folder, ".workspace-chat"), { recursive: true, force: true });
		this.#engine = await prepareTestEngine();
	}

	/** @param command - A command that makes the app in the folder `app`. */
	static async create(command: string): Promise<NewApp> {
		const parent = await mkdtemp(join(tmpdir(), "workspace-chat-new-"));
		const app = new NewApp(parent, await prepareTestEngine());
		await app.run(command, {}, parent).catch(async (error: unknown) => {
			await app[Symbol.asyncDispose]();
			throw error;
		});
		return app;
	}

	/** Runs a line as a person types it. */
	async run(line: string, env: Readonly<Record<string, string>> = {}, cwd = this.folder): Promise<void> {
		const environment = { ...process.env, ...NPM_ENVIRONMENT, ...env };
		await execute("sh", ["-ec", line], { cwd, env: environment }).catch(({ stdout, stderr }) => {
			throw new Error(`“${line}” has failed:\n${stdout}\n${stderr}`);
		});
	}

	/** Runs the README's install line, for the packed package instead of the published one. */
	install(): Promise<void> {
		return this.run(quickStartBlock("sh").replace(/(?<= )workspace-chat(?= )/, packPackage()));
	}

	/** Writes the README's page. It gets another port, since a test has an engine of its own. */
	writePage(path: string): Promise<void> {
		const page = quickStartBlock("tsx").replace("http://127.0.0.1:6420", this.engine.endpoint);
		return writeFile(join(this.folder, path), page);
	}

	/** Writes and starts the README's server. */
	async startServer(env: Readonly<Record<string, string>> = {}, code = quickStartBlock("ts")): Promise<ProgramProcess> {
		const file = join(this.folder, "server.mts");
		await writeFile(file, code);
		const { RIVETKIT_STORAGE_PATH = "", RIVET_RUN_ENGINE_PORT = "" } = this.engine.environment;
		const environment = { RIVETKIT_STORAGE_PATH, RIVET_RUN_ENGINE_PORT, ...env };
		this.#server = new ProgramProcess(file, { cwd: this.folder, env: environment });
		return this.#server;
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await this.#server?.[Symbol.asyncDispose]();
		await this.engine.stop();
		await rm(this.#parent, { recursive: true, force: true, maxRetries: 5 });
	}
}
