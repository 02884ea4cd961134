import { createRandom } from "../../harness/createRandom.ts";

const NOUNS = [
	"file",
	"upload",
	"request",
	"receipt",
	"server",
	"client",
	"queue",
	"limit",
	"token",
	"session",
	"cache",
];
const VERBS = ["checks", "sends", "stores", "retries", "closes", "reads", "counts", "returns", "splits", "signs"];
const ADJECTIVES = ["large", "first", "open", "slow", "broken", "new", "empty", "second", "hidden", "stale"];

/**
 * An agent's long answer, in which no part is like another: a parser that keeps what it has seen gains nothing.
 *
 * @param seed - With another one the answer has other words and code.
 */
export function variedAnswer(bytes: number, seed = 1): string {
	const random = createRandom(seed);
	const pick = (words: readonly string[]) => words[Math.floor(random() * words.length)] ?? "";
	const number = (below: number) => Math.floor(random() * below);
	const noun = () => pick(NOUNS);
	const clause = () => `the ${pick(ADJECTIVES)} ${noun()} ${pick(VERBS)} the ${noun()}`;
	const sentence = () => {
		const kinds = [
			() => `When ${clause()}, **${clause()}**, and \`${noun()}.${noun()}()\` answers ${number(900)}.`,
			() => `See [the ${noun()}](https://example.com/${noun()}/${number(9_999)}), because ${clause()}.`,
			() => `Here ${clause()}; *${clause()}* only after ${number(60)} s.`,
		];
		return kinds[number(kinds.length)]?.() ?? "";
	};
	const repeat = (count: number, make: (index: number) => string) =>
		Array.from({ length: count }, (_, index) => make(index));
	const paragraph = () => repeat(2 + number(4), sentence).join(" ");
	const blocks = [
		paragraph,
		paragraph,
		() => `## How ${clause()}`,
		() => repeat(2 + number(5), (index) => `${index + 1}. ${sentence()}`).join("\n"),
		() => repeat(2 + number(4), () => `- ${clause()}\n  - ${clause()}`).join("\n"),
		() => `> ${sentence()}`,
		() =>
			`\`\`\`ts\n${repeat(4 + number(12), () => `const ${noun()}${number(999)} = await ${pick(VERBS)}(${noun()}, "${noun()}", ${number(99)});`).join("\n")}\n\`\`\``,
		() =>
			`| ${noun()} | ${noun()} | ${noun()} |\n|---|:-:|---:|\n${repeat(2 + number(6), () => `| ${clause()} | \`${noun()}\` | ${number(9_999)} |`).join("\n")}`,
	];
	let text = "";
	while (text.length < bytes) text += `${blocks[number(blocks.length)]?.()}\n\n`;
	return text.slice(0, bytes);
}
