import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseAst } from "vite";

type Statement = ReturnType<typeof parseAst>["body"][number];
type NamedExport = Extract<Statement, { type: "ExportNamedDeclaration" }>;

/** The names that a declaration file exports, types among them, through `export *` too. */
export function readExports(file: string): readonly string[] {
	const { body } = parseAst(readFileSync(file, "utf8"), { lang: "ts" }, file);
	return [...new Set(body.flatMap((statement) => readStatement(statement, dirname(file))))];
}

function readStatement(statement: Statement, folder: string): readonly string[] {
	if (statement.type === "ExportAllDeclaration") return readExports(toDeclarations(folder, statement.source.value));
	if (statement.type === "ExportNamedDeclaration") return [...readSpecifiers(statement), ...readDeclaration(statement)];
	return [];
}

const toDeclarations = (folder: string, specifier: string) =>
	join(folder, specifier.replace(/\.(?:tsx?|js)$/, ".d.ts"));

const readSpecifiers = ({ specifiers }: NamedExport) =>
	specifiers.map(({ exported }) => (exported.type === "Identifier" ? exported.name : exported.value));

function readDeclaration({ declaration }: NamedExport): readonly string[] {
	if (!declaration) return [];
	const named = declaration.type === "VariableDeclaration" ? declaration.declarations : [declaration];
	return named.flatMap(({ id }) => (id?.type === "Identifier" ? [id.name] : []));
}
