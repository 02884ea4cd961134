import type { ArgTypes } from "@storybook/react-vite";
import type { InputType, StrictInputType } from "storybook/internal/types";

type PropType = NonNullable<StrictInputType["type"]>;

/**
 * Our optional props are written `prop?: T | undefined`, which Storybook reads as a union that only a JSON editor can
 * edit. This leaves `undefined` out, so that each prop gets the control of its type, and a function or a part none.
 */
export function withoutUndefined({ argTypes }: { readonly argTypes: ArgTypes }): ArgTypes {
	return Object.fromEntries(Object.entries(argTypes).map(([name, argType]) => [name, simplify(argType)]));
}

function simplify(argType: InputType): InputType {
	const { table, type } = argType;
	if (typeof type !== "object") return argType;
	const written = type.raw ?? table?.type?.summary;
	const summary = written?.replace(/ \| undefined$/, "");
	const typed = { ...argType, table: { ...table, ...(summary && { type: { ...table?.type, summary } }) } };
	if (argType.options || argType.control) return typed;
	if (type.name !== "union") return /^\(|\["/.test(summary ?? "") ? { ...typed, control: false } : typed;
	const members = type.value.filter((member) => !isUndefined(member));
	const [first] = members;
	if (members.every(isLiteral)) {
		const options = members.map((member) => String(member.value).replace(/^["']|["']$/g, ""));
		return { ...typed, options, control: { type: options.length > 4 ? "select" : "inline-radio" } };
	}
	if (members.length !== 1 || !first) return { ...typed, control: false };
	const control = ({ boolean: "boolean", string: "text", number: "number" } as const)[first.name as "string"];
	return { ...typed, type: first, control: control ? { type: control } : false };
}

function isUndefined(type: PropType): boolean {
	return type.name === "other" && type.value === "undefined";
}

function isLiteral(type: PropType): type is PropType & { readonly name: "literal" } {
	return type.name === "literal";
}

/** A component's JSDoc, with its example as code. */
export function describeComponent(component: unknown): string {
	const described: { readonly description?: string } = Reflect.get(Object(component), "__docgenInfo") ?? {};
	const [text = "", ...examples] = (described.description ?? "").split(/^@example\s*$/m);
	return [text, ...examples.map((example) => `\`\`\`tsx\n${example.trim()}\n\`\`\``)].join("\n");
}
