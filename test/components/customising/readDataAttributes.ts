import { parseAst, Visitor } from "vite";

/** The data attributes that a source sets, each with the class of its element, or the element's name if it has none. */
export function readDataAttributes(source: string): readonly string[] {
	const found: string[] = [];
	const textOf = ({ start, end }: { readonly start: number; readonly end: number }) => source.slice(start, end);
	const visitor = new Visitor({
		JSXOpeningElement({ name, attributes }) {
			found.push(...ofElement(textOf(name), attributes.map(textOf)));
		},
		CallExpression({ callee, arguments: [name] }) {
			if (callee.type !== "MemberExpression" || textOf(callee.property) !== "toggleAttribute" || !name) return;
			found.push(`<${textOf(callee.object)}> ${textOf(name).replaceAll('"', "")}`);
		},
	});
	visitor.visit(parseAst(source, { lang: "tsx" }, "part.tsx"));
	return found;
}

function ofElement(element: string, attributes: readonly string[]): readonly string[] {
	const className = attributes.find((text) => text.startsWith("className=")) ?? "";
	const own = /wsc-[a-z-]+/.exec(className)?.[0];
	const names = attributes.flatMap((text) => /^data-[a-z-]+/.exec(text)?.[0] ?? []);
	return names.map((name) => `${own ? `.${own}` : `<${element}>`} ${name}`);
}
