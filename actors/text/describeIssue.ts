import * as v from "valibot";

/** What is wrong with options, in one sentence that names the first wrong one. */
export function describeIssue(issues: readonly [v.BaseIssue<unknown>, ...v.BaseIssue<unknown>[]]): string {
	// A name that is no option is most often misspelt, and then explains what else is wrong.
	const unknown = issues.find(({ type, expected }) => type === "strict_object" && expected === "never");
	if (unknown) return `It has no option \`${v.getDotPath(unknown)}\`.`;
	const [issue] = issues;
	const name = v.getDotPath(issue);
	if (name === null) return `They must be an object, and not ${issue.received}.`;
	if (issue.received === "undefined") return `It needs the option \`${name}\`${ownWords(issue)}.`;
	const expected = ownWords(issue) || `: expected ${issue.expected ?? "another value"}`;
	return `It cannot use the option \`${name}\`${expected}, but got ${issue.received}.`;
}

/** What a schema says in place of Valibot's own message. */
function ownWords({ message }: v.BaseIssue<unknown>): string {
	return message.startsWith("Invalid ") ? "" : `: expected ${message}`;
}
