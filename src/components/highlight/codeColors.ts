import type { CSSProperties } from "react";
import type { CodeTokenKind } from "./codeKind.ts";

/** The style of each kind of code. A host replaces a colour by `--wsc-code-<kind>`. */
export const tokenStyles: Readonly<Record<CodeTokenKind, CSSProperties>> = {
	comment: tokenStyle("comment", "#686c77", "#9296a0"),
	constant: tokenStyle("constant", "#1f57c3", "#82aeff"),
	function: tokenStyle("function", "#0b6775", "#5fc9d8"),
	keyword: tokenStyle("keyword", "#8a2da5", "#dd97f3"),
	string: tokenStyle("string", "#1a6b35", "#74d193"),
};

function tokenStyle(kind: CodeTokenKind, light: string, dark: string): CSSProperties {
	return { color: `var(--wsc-code-${kind}, light-dark(${light}, ${dark}))` };
}
