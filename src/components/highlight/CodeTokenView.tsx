import { tokenStyles } from "./codeColors.ts";
import type { CodeToken } from "./codeKind.ts";

/** A stretch of code in its colour. */
export function CodeTokenView({ token }: { readonly token: CodeToken }) {
	if (token.kind === null) return token.text;
	return (
		<span data-code={token.kind} style={tokenStyles[token.kind]}>
			{token.text}
		</span>
	);
}
