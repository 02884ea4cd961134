import type { ThemeRegistrationRaw } from "@shikijs/core";
import type { CodeTokenKind } from "./codeKind.ts";

/** A theme names colours only: these stand for the kinds, and never reach a screen. */
const PLAIN_COLOR = "#000000";
const KIND_COLORS: Readonly<Record<CodeTokenKind, string>> = {
	comment: "#000001",
	constant: "#000002",
	function: "#000003",
	keyword: "#000004",
	string: "#000005",
};
const KIND_SCOPES: Readonly<Record<CodeTokenKind, readonly string[]>> = {
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

const themeRule = (scope: readonly string[], foreground: string) => ({ scope: [...scope], settings: { foreground } });

export const tokenKindTheme: ThemeRegistrationRaw = {
	name: "kinds",
	settings: [
		{ settings: { foreground: PLAIN_COLOR, background: "#ffffff" } },
		...Object.entries(KIND_COLORS).map(([kind, color]) => themeRule(KIND_SCOPES[kind as CodeTokenKind], color)),
		themeRule(PLAIN_SCOPES, PLAIN_COLOR),
	],
};

const kindByColor = new Map(Object.entries(KIND_COLORS).map(([kind, color]) => [color, kind as CodeTokenKind]));

/** What a colour of the theme stands for. */
export function tokenKindOfColor(color: string | undefined): CodeTokenKind | null {
	return kindByColor.get(color?.toLowerCase() ?? "") ?? null;
}
