import type { Session, TimelineItem } from "../../../src/protocol/index.ts";
import type { Visitor } from "../../e2e/Visitor.ts";
import type { JoinedPerson } from "../../faults/joinAsPerson.ts";
import { readTimeline } from "../../faults/readTimeline.ts";
import { waitFor } from "../../harness/waitFor.ts";
import type { ScriptedModel } from "../model/ScriptedModel.ts";
import { promptFor } from "../model/script.ts";
import { type Recording, readRecordings } from "../oracle/readRecordings.ts";
import { reduceWire } from "../oracle/reduceWire.ts";
import type { Said } from "../oracle/said.ts";

/** A turn takes longer than it would for a person who uses the agent: the machine runs the browser and the engine, too. */
const TURN_LIMIT_MS = 30_000;

/** What the workspace has stored. */
export interface Stored {
	readonly items: readonly TimelineItem[];
	readonly session: Session;
}

/** One workspace on a stage: two people in Chromium, and an observer who reads what is stored. */
export class Scene {
	readonly ada: Visitor;
	readonly ben: Visitor;
	/** The folder that the agent works in. */
	readonly folder: string;
	/** The home folder of an agent without a login. */
	readonly loggedOutHome: string;
	readonly #model: ScriptedModel;
	readonly #observer: JoinedPerson;
	readonly #recordings: string;

	constructor(parts: {
		ada: Visitor;
		ben: Visitor;
		observer: JoinedPerson;
		folder: string;
		loggedOutHome: string;
		model: ScriptedModel;
		recordings: string;
	}) {
		this.ada = parts.ada;
		this.ben = parts.ben;
		this.folder = parts.folder;
		this.loggedOutHome = parts.loggedOutHome;
		this.#observer = parts.observer;
		this.#model = parts.model;
		this.#recordings = parts.recordings;
	}

	/** Ada asks for a script. */
	async start(scriptName: string): Promise<void> {
		await this.ada.prompt(promptFor(scriptName));
	}

	/** Ada asks for a script, Ben answers what the agent asks meanwhile, and the turn ends. */
	async run(scriptName: string, answer: RegExp = /^Allow/): Promise<void> {
		await this.start(scriptName);
		await this.answerUntilEnd(scriptName, answer);
	}

	/** Ben answers each permission request with the first option of this name, until the turn of a script has ended. */
	answerUntilEnd(scriptName: string, answer: RegExp): Promise<void> {
		return this.#answerUntil(() => this.#isEnded(scriptName), answer, `${scriptName} to end`);
	}

	/** Ben allows what the agent asks, until it runs a tool that it has permission for. */
	allowUntilItRuns(): Promise<void> {
		const isRunning = () => this.#pendingApprovals() === 0 && this.#items.some(({ kind }) => kind === "tool_call");
		return this.#answerUntil(isRunning, /^Allow/, "a tool to run");
	}

	async #answerUntil(isOver: () => boolean, answer: RegExp, what: string): Promise<void> {
		while (!isOver()) {
			await this.#until(() => isOver() || this.#pending() > 0, `${what}, or to ask`);
			const pending = this.#pending();
			if (pending === 0) continue;
			if (this.#pendingApprovals() > 0) await this.ben.page.getByRole("button", { name: answer }).first().click();
			else await this.#answerQuestion();
			await this.#until(() => this.#pending() < pending, "the answer to be stored");
		}
	}

	/** Waits until the turn of a script has ended. */
	ended(scriptName: string): Promise<void> {
		return this.#until(() => this.#isEnded(scriptName), `the turn of ${scriptName} to end`);
	}

	/**
	 * Ada changes the session's first setting of a category.
	 *
	 * @param value - Default: any other than the current one.
	 */
	async changeSetting(category: string, value?: string): Promise<void> {
		await this.#until(() => this.#settingOf(category) !== undefined, `a setting of the category ${category}`);
		const setting = this.#settingOf(category);
		const chosen = setting?.choices.find((choice) => (value ? choice.value === value : choice.value !== setting.value));
		if (!setting || !chosen) throw new Error(`There is no ${value ?? "other value"} to choose in ${category}.`);
		const settings = this.ada.page.getByRole("button", { name: "Session settings" });
		const list = this.ada.page.getByRole("combobox", { name: setting.name, exact: true });
		await settings.or(list).first().waitFor();
		if (await settings.isVisible()) await settings.click();
		await list.selectOption(chosen.value);
		await this.#until(() => this.#settingOf(category)?.value === chosen.value, `${setting.name} to be ${chosen.name}`);
	}

	/** Waits until the agent has said what can be set. */
	isReady(): Promise<void> {
		return this.#until(() => (this.#state.session?.configOptions.length ?? 0) > 0, "the session to have settings");
	}

	/** Whether the session has a setting of a category. */
	hasSetting(category: string): boolean {
		return this.#settingOf(category) !== undefined;
	}

	/** Waits until Ada sees exactly the logins that the agent offers. */
	async seesLogins(): Promise<readonly string[]> {
		const card = this.ada.page.getByRole("list", { name: /needs a login$/ });
		// A button where the agent carries the login out, else its name.
		const names = card.getByRole("listitem").locator(":scope > :first-child");
		let offered: readonly string[] = [];
		let shown: readonly string[] = [];
		const isSo = async () => {
			offered = reduceWire(await this.readRecordings()).logins;
			shown = await names.allTextContents();
			return offered.length > 0 && offered.join() === shown.join();
		};
		await this.#until(isSo, "the card with the agent's logins").catch((error: unknown) => {
			throw new Error(`The agent offers ${offered.join(", ")}; the card has ${shown.join(", ")}.`, { cause: error });
		});
		return offered;
	}

	/** Kills the agent's newest process with SIGKILL. */
	async killAgent(): Promise<void> {
		const newest = (await this.readRecordings()).at(-1);
		if (!newest) throw new Error("The agent has no process.");
		process.kill(newest.pid, "SIGKILL");
	}

	/** Waits until the agent has said something. */
	hears(isIt: (said: readonly Said[]) => boolean, what: string): Promise<void> {
		return this.#until(async () => isIt(reduceWire(await this.readRecordings()).said), what);
	}

	/** What the workspace has stored by now. */
	async readStored(): Promise<Stored> {
		const { session } = this.#state;
		if (!session) throw new Error("The workspace has no session yet.");
		return { items: await readTimeline(this.#observer.store), session };
	}

	/** What the agent has said and received by now, in each of its processes. */
	readRecordings(): Promise<readonly Recording[]> {
		return readRecordings(this.#recordings, this.folder);
	}

	async close(): Promise<void> {
		await Promise.all([this.ada.leave(), this.ben.leave()]);
		await this.#observer.store.call("destroyWorkspace", { clientId: crypto.randomUUID() }).catch(() => undefined);
		this.#observer.leave();
	}

	get #state() {
		return this.#observer.store.get();
	}

	get #items(): readonly TimelineItem[] {
		return [...this.#state.items.values()];
	}

	#settingOf(category: string) {
		return this.#state.session?.configOptions.find((option) => option.category === category);
	}

	#isEnded(scriptName: string): boolean {
		const text = promptFor(scriptName);
		const isIt = (item: TimelineItem) => item.kind === "prompt" && item.text === text && item.result !== null;
		return !this.#state.turn && this.#items.some(isIt);
	}

	/** Ben chooses the last option of a question's form. */
	async #answerQuestion(): Promise<void> {
		await this.ben.page.getByRole("radio").last().check();
		await this.ben.click("Send answer");
	}

	/** How much waits for an answer of people. */
	#pending(): number {
		const isPending = (item: TimelineItem) => item.kind === "question" && item.state.status === "pending";
		return this.#pendingApprovals() + this.#items.filter(isPending).length;
	}

	#pendingApprovals(): number {
		return this.#items.filter((item) => item.kind === "approval" && item.state.status === "pending").length;
	}

	/** Waits, and says what the model was asked last if it takes too long. */
	async #until(isSo: () => boolean | Promise<boolean>, what: string): Promise<void> {
		try {
			await waitFor(isSo, what, TURN_LIMIT_MS);
		} catch (error) {
			const asked = this.#model.requests.slice(-3).map((request) => request.slice(0, 300));
			const kinds = this.#items.map(({ kind }) => kind).join(", ");
			throw new Error(`Stored: ${kinds}. The model was asked: ${asked.join("; ")}`, { cause: error });
		}
	}
}
