/** What is not seen, or is told of the row and not in it. */
const SKIPPED_ELEMENTS = ".wsc-hidden, .wsc-agent-head";
const INLINE_ELEMENTS = new Set([
	"A",
	"B",
	"BDI",
	"CODE",
	"DEL",
	"EM",
	"I",
	"INS",
	"MARK",
	"S",
	"SPAN",
	"STRONG",
	"SUB",
	"SUP",
]);

/** The texts under an element that are read in one go: those of a paragraph or a line, whatever stands out among them. */
export function* textRuns(root: Element): Generator<readonly Text[]> {
	const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, acceptNode);
	let run: Text[] = [];
	let around: Element | null = null;
	for (let node = walker.nextNode(); node; node = walker.nextNode()) {
		const block = node instanceof Text ? closestBlock(node) : null;
		if (block !== around && !INLINE_ELEMENTS.has(node.nodeName)) {
			if (run.length > 0) yield run;
			run = [];
			around = block;
		}
		if (node instanceof Text) run.push(node);
	}
	if (run.length > 0) yield run;
}

function acceptNode(node: Node): number {
	return node instanceof Element && node.matches(SKIPPED_ELEMENTS)
		? NodeFilter.FILTER_REJECT
		: NodeFilter.FILTER_ACCEPT;
}

function closestBlock(text: Text): Element | null {
	let element = text.parentElement;
	while (element && INLINE_ELEMENTS.has(element.nodeName)) element = element.parentElement;
	return element;
}
