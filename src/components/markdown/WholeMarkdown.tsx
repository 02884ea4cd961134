"use client";

import { type ReactNode, useContext, useId, useMemo } from "react";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { revealHidden } from "../primitives/hiddenText.ts";
import { MarkdownContext } from "./MarkdownProvider.tsx";
import { createMarkdownParser } from "./parse/parser.ts";
import { showsWholeText, withAddresses } from "./parse/wholeText.ts";
import { renderNodes } from "./render.tsx";

export interface WholeMarkdownProps {
	readonly text: string;
	/** The text as it is written, with what is hidden in it. Shown instead if something would be lost as Markdown. */
	readonly children: ReactNode;
}

/**
 * Markdown of which nothing is left out, for what a person is about to allow: addresses stand behind their links, hidden
 * characters are written as their codes, and the components of the host for code and formulas are not used.
 */
export function WholeMarkdown({ text, children }: WholeMarkdownProps) {
	const labels = useLabels();
	const idPrefix = useId();
	const above = useContext(MarkdownContext);
	const nodes = useMemo(() => {
		const shown = revealHidden(text.replaceAll("\r\n", "\n"), labels);
		const blocks = createMarkdownParser()(shown, false).flat();
		const all = withAddresses(blocks.flatMap((block) => block.nodes));
		return showsWholeText(shown, all) ? all : null;
	}, [text, labels]);
	const settings = useMemo(
		() => ({ ...above, renderCode: undefined, code: {}, math: undefined, idPrefix }),
		[above, idPrefix],
	);
	if (nodes === null) return children;
	return (
		<MarkdownContext.Provider value={settings}>
			<div className="wsc-markdown" tabIndex={-1}>
				{renderNodes(nodes, false)}
			</div>
		</MarkdownContext.Provider>
	);
}
