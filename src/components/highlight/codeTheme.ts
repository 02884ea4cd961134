import type { ThemeRegistrationRaw } from "@shikijs/core";
import type { CodeKind } from "./codeKind.ts";

/** A theme names colours only: these stand for the kinds, and never reach a screen. */
const PLAIN = "#000000";
const COLORS: Readonly<Record<CodeKind, string>> = {
	comment: "#000001",
	constant: "#000002",
	function: "#000003",
	keyword: "#000004",
	string: "#000005",
};
const SCOPES: Readonly<Record<CodeKind, readonly string[]>> = {
	comment: ["comment", "punctuation.definition.comment", "meta.diff.header", "meta.diff.range"],
	constant: ["constant", "support.constant", "variable.language", "variable.other.constant", "keyword.other.unit"],
	function: [
		"entity.name",
		"entity.other",
		"support.function",
		"support.type",
		"support.class",
		"meta.function-call.generic",
	],
	keyword: [
		"keyword",
		"storage",
		"keyword.operator.new",
		"keyword.operator.expression",
		"keyword.operator.logical.python",
		"markup.heading",
		"markup.deleted",
	],
	string: ["string", "markup.inserted", "markup.inline.raw", "constant.other.symbol"],
};
const PLAIN_SCOPES = ["keyword.operator", "storage.type.function.arrow", "meta.template.expression", "meta.embedded"];

const rule = (scope: readonly string[], foreground: string) => ({ scope: [...scope], settings: { foreground } });

export const codeTheme: ThemeRegistrationRaw = {
	name: "kinds",
	settings: [
		{ settings: { foreground: PLAIN, background: "#ffffff" } },
		...Object.entries(COLORS).map(([kind, color]) => rule(SCOPES[kind as CodeKind], color)),
		rule(PLAIN_SCOPES, PLAIN),
	],
};

const byColor = new Map(Object.entries(COLORS).map(([kind, color]) => [color, kind as CodeKind]));

/** What a colour of the theme stands for. */
export function kindOfColor(color: string | undefined): CodeKind | null {
	return byColor.get(color?.toLowerCase() ?? "") ?? null;
}
