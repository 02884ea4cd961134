const TOKENS = [
	/\/\/.*/, // a comment
	/\/\*[\s\S]*?(?:\*\/|$)/, // a comment
	/"(?:\\[\s\S]|[^"\\\n])*"?/,
	/'(?:\\[\s\S]|[^'\\\n])*'?/,
	/[^"'`/{}]+/,
	// A regular expression: only where no value ends before it, since elsewhere the slash divides.
	/(?<=(?:^|[(,=:[!&|?{};+>]|\breturn)\s*)\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\//,
	/[\s\S]/,
];
const CODE = new RegExp(TOKENS.map(({ source }) => source).join("|"), "y");
/** The text of a template literal, to its end or to the code in its next `${…}`. */
const TEMPLATE_TEXT = /(?:\\[\s\S]?|\$(?!\{)|[^\\`$])*(?:`|\$\{|$)/y;

/** JavaScript or TypeScript without its comments. What looks like one in a string stays. */
export function stripComments(code: string): string {
	// What is open at the position, outermost first.
	const open: ("`" | "{")[] = [];
	let kept = "";
	for (let position = 0; position < code.length; ) {
		const isText = open.at(-1) === "`";
		const token = tokenAt(code, position, isText ? TEMPLATE_TEXT : CODE);
		position += token.length;
		kept += !isText && /^\/[/*]/.test(token) ? " " : token;
		if (isText) {
			if (token.endsWith("${")) open.push("{");
			else open.pop();
		} else if (token === "`" || token === "{") open.push(token);
		else if (token === "}") open.pop();
	}
	return kept;
}

function tokenAt(code: string, position: number, pattern: RegExp): string {
	pattern.lastIndex = position;
	return pattern.exec(code)?.[0] ?? code.slice(position);
}
