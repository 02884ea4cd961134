const SECTION = `## What happens on upload

The caller hands over a *file*, and **waits** until \`uploadFile\` answers. See [the guide](https://example.com/guide).

1. The size is checked against the limit
2. The file is cut into parts:
   - each part is sent on its own
   - a part that fails is sent again
3. The receipt is returned

\`\`\`ts
export async function uploadFile(file: File, tries = 5): Promise<Receipt> {
	for (let attempt = 1; ; attempt++) {
		const answer = await send(file);
		if (answer.ok || attempt === tries) return answer;
	}
}
\`\`\`

| Case | Tries | Time |
|:-----|:-----:|-----:|
| first try works | 1 | 0.2 s |
| server restarts | 3 | 1.4 s |

> The server answers 503 while it restarts. Waiting is enough.

`;

const LENGTH = 32_768;

/** An agent's answer of 32 KB. */
export const longAnswer = SECTION.repeat(Math.ceil(LENGTH / SECTION.length)).slice(0, LENGTH);
