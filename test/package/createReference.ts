import {
	ApiClass,
	ApiConstructor,
	ApiDeclaredItem,
	ApiDocumentedItem,
	ApiFunction,
	ApiInterface,
	type ApiItem,
	ApiMethod,
	ApiMethodSignature,
	ApiProperty,
	ApiPropertySignature,
} from "@microsoft/api-extractor-model";
import { DocExcerpt, type DocNode, type DocSection, StandardTags } from "@microsoft/tsdoc";
import type { PackageEntry } from "./packageEntries.ts";
import type { EntryApi } from "./readApi.ts";

const INTRODUCTION = `# Reference

Everything that the package exports, by entry, from the docstrings of the code. Your editor shows the same, with
examples. \`npm run api\` writes this page.

`;

/** The reference of all entries, as Markdown. */
export function createReference(apis: ReadonlyMap<PackageEntry, EntryApi>): string {
	const allItems = [...apis.values()].flatMap(({ items }) => items);
	const interfaces = new Map(allItems.flatMap((item) => (item instanceof ApiInterface ? [[item.name, item]] : [])));
	const contents = [...apis.keys()].map(({ specifier }) => `- [\`${specifier}\`](#${anchorOf(specifier)})`).join("\n");
	const described = new Set<string>();
	const chapters = [...apis].map(([entry, { items }]) => {
		const [fresh, known] = [items.filter(isNew(described)), items.filter((item) => !isNew(described)(item))];
		for (const { displayName } of items) described.add(displayName);
		const others = known.map(({ displayName }) => `[\`${displayName}\`](#${anchorOf(displayName)})`).join(", ");
		const parts = [`## \`${entry.specifier}\``, others && `Also exports, described above: ${others}.`];
		return [...parts.filter(Boolean), ...fresh.map((item) => describeItem(item, interfaces))].join("\n\n");
	});
	return `${INTRODUCTION}${contents}\n\n${chapters.join("\n\n")}\n`;
}

/** The entries share most of their types. */
const isNew = (described: ReadonlySet<string>) => (item: ApiItem) => !described.has(item.displayName);

const anchorOf = (heading: string) => heading.replace(/[^\w -]/g, "").toLowerCase();

type Interfaces = ReadonlyMap<string, ApiInterface>;

function describeItem(item: ApiItem, interfaces: Interfaces): string {
	const comment = item instanceof ApiDocumentedItem ? item.tsdocComment : undefined;
	const parts = [`### ${item.displayName}`, toMarkdown(comment?.summarySection)];
	if (item instanceof ApiInterface) parts.push(membersOf(item, interfaces));
	else if (item instanceof ApiDeclaredItem) parts.push(`\`\`\`ts\n${oneLine(item.excerpt.text)}\n\`\`\``);
	if (item instanceof ApiClass) parts.push(classMembersOf(item));
	if (item instanceof ApiFunction) parts.push(describeParameters(item));
	if (comment?.returnsBlock) parts.push(`Returns: ${toMarkdown(comment.returnsBlock.content)}`);
	parts.push(...throwsOf(item));
	return parts.filter((part) => part !== "").join("\n\n");
}

/** What it throws, by kind of error. */
function throwsOf(item: ApiItem): readonly string[] {
	const blocks = item instanceof ApiDocumentedItem ? (item.tsdocComment?.customBlocks ?? []) : [];
	return blocks
		.filter(({ blockTag }) => blockTag.tagNameWithUpperCase === StandardTags.throws.tagNameWithUpperCase)
		.map(({ content }) => `Throws: ${toMarkdown(content)}`);
}

/** What API Extractor writes for a constructor without a docstring. */
const GENERATED = /^Constructs a new instance of the .* class$/;

/** A table of what a host calls and reads of a class. */
function classMembersOf(item: ApiClass): string {
	const rows = item.members.flatMap((member): Member[] => {
		const isPublic = !("isProtected" in member && member.isProtected);
		const isMember = member instanceof ApiConstructor || member instanceof ApiMethod || member instanceof ApiProperty;
		if (!(isPublic && isMember)) return [];
		const name = member instanceof ApiConstructor ? `new ${item.displayName}` : member.displayName;
		const type =
			member instanceof ApiProperty
				? member.propertyTypeExcerpt.text
				: signatureOf(member, member instanceof ApiMethod ? member.returnTypeExcerpt.text : item.displayName);
		const returns = toMarkdown(member.tsdocComment?.returnsBlock?.content);
		const text = [
			toMarkdown(member.tsdocComment?.summarySection).replace(GENERATED, ""),
			...(returns === "" ? [] : [`Returns: ${returns}`]),
			...throwsOf(member),
		];
		return [{ name, type: oneLine(type), text: text.join(" ").replace(/\s+/g, " ").trim() }];
	});
	return tableOf(rows);
}

function signatureOf({ parameters }: ApiConstructor | ApiMethod | ApiMethodSignature, returned: string): string {
	const list = parameters
		// API Extractor writes a destructured parameter twice, first without a type.
		.filter(({ parameterTypeExcerpt }) => parameterTypeExcerpt.text !== "")
		.map(({ name, isOptional, parameterTypeExcerpt: { text } }) => `${name}${isOptional ? "?" : ""}: ${text}`);
	return `(${list.join(", ")}) => ${returned}`;
}

/** A type on one line, without the comments inside. */
function oneLine(text: string): string {
	return text
		.replace(/\/\*\*[\s\S]*?\*\//g, "")
		.replace(/^export (?:declare )?/, "")
		.replace(/\s+/g, " ")
		.trim();
}

function describeParameters(item: ApiFunction): string {
	const rows = item.parameters.flatMap(({ name, tsdocParamBlock }) =>
		tsdocParamBlock ? [`- \`${name}\`: ${toMarkdown(tsdocParamBlock.content)}`] : [],
	);
	return rows.join("\n");
}

/** A table of the members, those of the interfaces that it extends included. */
function membersOf(item: ApiInterface, interfaces: Interfaces): string {
	return tableOf(collectMembers(item, interfaces, new Set()));
}

function tableOf(members: readonly Member[]): string {
	const rows = members.map(
		({ name, type, text }) => `| \`${name}\` | \`${type.replaceAll("|", "\\|")}\` | ${text.replaceAll("|", "\\|")} |`,
	);
	return rows.length === 0 ? "" : ["| name | type | |", "| --- | --- | --- |", ...rows].join("\n");
}

interface Member {
	readonly name: string;
	readonly type: string;
	readonly text: string;
}

function collectMembers(item: ApiInterface, interfaces: Interfaces, left: ReadonlySet<string>): readonly Member[] {
	const own = item.members.flatMap((member): Member[] => {
		if (!(member instanceof ApiPropertySignature || member instanceof ApiMethodSignature)) return [];
		const optional = member.isOptional ? "?" : "";
		const type = oneLine(
			member instanceof ApiPropertySignature
				? member.propertyTypeExcerpt.text
				: signatureOf(member, member.returnTypeExcerpt.text),
		).replace(/ \| undefined$/, "");
		const text = toMarkdown(member.tsdocComment?.summarySection).replace(/\s+/g, " ");
		return left.has(member.name) ? [] : [{ name: `${member.name}${optional}`, type, text }];
	});
	const inherited = item.extendsTypes.flatMap(({ excerpt }) => {
		const [, omitted] = /^Omit<\w+, ([^>]*)>/.exec(excerpt.text) ?? [];
		const names = new Set([...left, ...(omitted?.match(/\w+/g) ?? [])]);
		const base = interfaces.get(/(?:Omit<)?(\w+)/.exec(excerpt.text)?.[1] ?? "");
		return base && !excerpt.text.startsWith("Pick<") ? collectMembers(base, interfaces, names) : [];
	});
	const known = new Set(own.map(({ name }) => name));
	return [...own, ...inherited.filter(({ name }) => !known.has(name))];
}

/** The text of a docstring, as it was written. */
function toMarkdown(section: DocSection | undefined): string {
	return section
		? excerptOf(section)
				.replace(/\{@link (\w+)\}/g, "`$1`")
				.replace(/\n(?!\n)/g, " ")
				.trim()
		: "";
}

function excerptOf(node: DocNode): string {
	if (node instanceof DocExcerpt) return node.content.toString();
	return node.getChildNodes().map(excerptOf).join("");
}
