import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, chromium } from "playwright";
import * as v from "valibot";
import { workspaceFolder } from "../../../demo/server/workspaceFolder.ts";
import { chromiumLaunchOptions } from "../../../scripts/chromiumLaunchOptions.ts";
import { createDataFolder, DemoRun, removeDataFolder } from "../../e2e/DemoRun.ts";
import { Visitor } from "../../e2e/Visitor.ts";
import { joinAsPerson } from "../../faults/joinAsPerson.ts";
import { loggedOutHome, placeAgent } from "../agents/placeAgent.ts";
import type { RealAgent } from "../agents/RealAgent.ts";
import { ScriptedModel } from "../model/ScriptedModel.ts";
import { Scene } from "./Scene.ts";

const HOST_OPTIONS = fileURLToPath(new URL("./hostOptions.ts", import.meta.url));

const configSchema = v.object({ endpoint: v.string() });

/** Everything between two people in Chromium and a real agent: what `npm start` runs, and the scripted model behind it. */
export class Stage {
	readonly agent: RealAgent;
	readonly model: ScriptedModel;
	/** The home folder of the agent without a login. */
	readonly loggedOutHome: string;
	readonly #dataFolder: string;
	readonly #recordings: string;
	readonly #demo: DemoRun;
	readonly #browser: Browser;
	readonly #endpoint: string;

	/** @param main - The script of the agent. */
	static async open(agent: RealAgent, main: string): Promise<Stage> {
		const [dataFolder, model] = await Promise.all([createDataFolder(), ScriptedModel.start()]);
		const agentsDirectory = join(dataFolder, "agents");
		const recordings = join(dataFolder, "recordings");
		await placeAgent(agent, { main, modelPort: model.port, agentsDirectory, recordings });
		const [demo, browser] = await Promise.all([
			DemoRun.start(dataFolder, ["--agent", agent.id, "--options", HOST_OPTIONS], { XDG_DATA_HOME: agentsDirectory }),
			chromium.launch(chromiumLaunchOptions()),
		]);
		const config = await fetch(new URL("config.json", demo.address));
		const { endpoint } = v.parse(configSchema, await config.json());
		return new Stage({
			agent,
			model,
			loggedOutHome: loggedOutHome(agentsDirectory),
			dataFolder,
			recordings,
			demo,
			browser,
			endpoint,
		});
	}

	private constructor(parts: {
		agent: RealAgent;
		model: ScriptedModel;
		loggedOutHome: string;
		dataFolder: string;
		recordings: string;
		demo: DemoRun;
		browser: Browser;
		endpoint: string;
	}) {
		this.agent = parts.agent;
		this.model = parts.model;
		this.loggedOutHome = parts.loggedOutHome;
		this.#dataFolder = parts.dataFolder;
		this.#recordings = parts.recordings;
		this.#demo = parts.demo;
		this.#browser = parts.browser;
		this.#endpoint = parts.endpoint;
	}

	/** Opens a new workspace in two windows, as Ada and as Ben. */
	async openScene(workspaceId: string): Promise<Scene> {
		const folder = workspaceFolder(this.#dataFolder, workspaceId);
		await mkdir(folder, { recursive: true });
		const open = (name: string) => Visitor.open(this.#browser, this.#demo.addressFor(workspaceId, name));
		const [ada, ben] = await Promise.all([open("Ada"), open("Ben")]);
		const observer = joinAsPerson(this.#endpoint, "Observer", workspaceId);
		const { model, loggedOutHome } = this;
		return new Scene({ ada, ben, observer, folder, model, loggedOutHome, recordings: this.#recordings });
	}

	async close(): Promise<void> {
		await this.#browser.close();
		await this.#demo.stop();
		await this.model.stop();
		await removeDataFolder(this.#dataFolder);
	}
}
