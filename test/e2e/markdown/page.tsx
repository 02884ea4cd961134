import { flushSync } from "react-dom";
import { createRoot, type Root } from "react-dom/client";
import { Markdown } from "../../../src/markdown.ts";
import "../../../src/styles.css";
import { translatePage } from "../translated/translatePage.ts";

translatePage({ changesWords: false });

/** The same text twice: on the left a translator changes the page. */
const columns = ["translated", "untouched"].map((id) => {
	const column = document.createElement("div");
	column.id = id;
	column.className = "wsc-part";
	column.translate = id === "translated";
	document.body.append(column);
	return createRoot(column);
});

const show = (root: Root, text: string, streaming: boolean) =>
	flushSync(() => root.render(<Markdown text={text} streaming={streaming} />));

Object.assign(window, {
	write(text: string, streaming: boolean) {
		for (const root of columns) show(root, text, streaming);
	},
	read: (id: string) => document.getElementById(id)?.textContent ?? "",
});
