import type { SessionConfigOption, SessionModeState } from "@agentclientprotocol/sdk";
import type { DemoSession } from "./DemoSession.ts";

interface Choice {
	readonly value: string;
	readonly name: string;
	readonly description: string;
}

interface Option {
	readonly id: string;
	readonly name: string;
	readonly category: string;
	readonly choices: readonly [Choice, ...Choice[]];
}

const MODE: Option = {
	id: "mode",
	name: "Mode",
	category: "mode",
	choices: [
		{ value: "ask", name: "Ask first", description: "Asks before a risky change" },
		{ value: "auto", name: "Accept edits", description: "Changes files without asking" },
		{ value: "plan", name: "Plan only", description: "Says what it would change, and changes nothing" },
	],
};

const MODEL: Option = {
	id: "model",
	name: "Model",
	category: "model",
	choices: [
		{ value: "swift", name: "Demo Swift", description: "Streams quickly" },
		{ value: "steady", name: "Demo Steady", description: "Streams at half the speed" },
	],
};

const THOUGHT_LEVEL: Option = {
	id: "thought_level",
	name: "Thinking",
	category: "thought_level",
	choices: [
		{ value: "off", name: "Off", description: "Answers at once" },
		{ value: "on", name: "On", description: "Thinks aloud before each answer" },
	],
};

const OPTIONS = [MODE, MODEL, THOUGHT_LEVEL];

/** The current value of `mode`, `model` or `thought_level`; the first choice by default. */
export function readSetting(session: DemoSession, id: "mode" | "model" | "thought_level"): string {
	const option = OPTIONS.find((candidate) => candidate.id === id) ?? MODE;
	return currentValue(session, option);
}

/** Stores a choice. Returns false if there is no such option or choice. */
export function writeSetting(session: DemoSession, id: string, value: unknown): boolean {
	const choice = OPTIONS.find((option) => option.id === id)?.choices.find((candidate) => candidate.value === value);
	if (!choice) return false;
	session.settings.set(id, choice.value);
	return true;
}

/** The session's settings as ACP's config options. */
export function describeConfigOptions(session: DemoSession): SessionConfigOption[] {
	return OPTIONS.map((option) => ({
		type: "select",
		id: option.id,
		name: option.name,
		category: option.category,
		currentValue: currentValue(session, option),
		options: [...option.choices],
	}));
}

/** The modes in ACP's older form, for clients that do not know config options. */
export function describeModes(session: DemoSession): SessionModeState {
	const availableModes = MODE.choices.map(({ value, name, description }) => ({ id: value, name, description }));
	return { availableModes, currentModeId: currentValue(session, MODE) };
}

function currentValue(session: DemoSession, option: Option): string {
	return session.settings.get(option.id) ?? option.choices[0].value;
}
