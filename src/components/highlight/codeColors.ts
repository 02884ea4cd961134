import type { CSSProperties } from "react";
import type { CodeKind } from "./codeKind.ts";

/** The style of each kind of code. A host replaces a colour by `--wsc-code-<kind>`. */
export const codeColors: Readonly<Record<CodeKind, CSSProperties>> = {
	comment: colored("comment", "#686c77", "#9296a0"),
	constant: colored("constant", "#1f57c3", "#82aeff"),
	function: colored("function", "#0b6775", "#5fc9d8"),
	keyword: colored("keyword", "#8a2da5", "#dd97f3"),
	string: colored("string", "#1a6b35", "#74d193"),
};

function colored(kind: CodeKind, light: string, dark: string): CSSProperties {
	return { color: `var(--wsc-code-${kind}, light-dark(${light}, ${dark}))` };
}
