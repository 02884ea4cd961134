/** What stands in a line of text. */
export type MarkdownInline =
	| { readonly type: "text"; readonly text: string }
	| { readonly type: "code"; readonly text: string }
	| { readonly type: "strong" | "emphasis" | "strike"; readonly children: readonly MarkdownInline[] }
	| { readonly type: "link"; readonly href: string; readonly children: readonly MarkdownInline[] }
	| { readonly type: "image"; readonly source: string; readonly alt: string }
	| { readonly type: "footnote_reference"; readonly label: string }
	| { readonly type: "math"; readonly text: string; readonly display: boolean }
	| { readonly type: "break" };

export type MarkdownAlignment = "left" | "center" | "right" | null;

/** A cell of a table, or an item's or paragraph's text. */
export type MarkdownLine = readonly MarkdownInline[];

export interface MarkdownListItem {
	/** Set for an item of a task list. */
	readonly checked: boolean | undefined;
	/** Whether the items of the list stand apart, so that their texts are paragraphs. */
	readonly loose: boolean;
	readonly children: readonly MarkdownNode[];
	/** The Markdown it was written in: items written alike look alike. */
	readonly source: string;
}

/** What stands on lines of its own. */
export type MarkdownNode =
	| { readonly type: "paragraph"; readonly children: MarkdownLine }
	/** The text of an item of a tight list, which makes no paragraph of its own. */
	| { readonly type: "line"; readonly children: MarkdownLine }
	| { readonly type: "heading"; readonly depth: number; readonly children: MarkdownLine }
	| { readonly type: "code_block"; readonly language: string; readonly text: string }
	| { readonly type: "quote"; readonly children: readonly MarkdownNode[] }
	| {
			readonly type: "list";
			/** The number of the first item; undefined when the list has no numbers. */
			readonly start: number | undefined;
			readonly items: readonly MarkdownListItem[];
	  }
	| {
			readonly type: "table";
			readonly align: readonly MarkdownAlignment[];
			readonly header: readonly MarkdownLine[];
			readonly rows: readonly (readonly MarkdownLine[])[];
	  }
	| { readonly type: "footnote"; readonly label: string; readonly children: readonly MarkdownNode[] }
	| { readonly type: "rule" };
