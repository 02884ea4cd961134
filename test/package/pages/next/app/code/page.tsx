import { Markdown } from "workspace-chat/markdown";

// So long that it has colours only where the package's worker runs.
const text = `\`\`\`js\n${'import "workspace-chat";\n'.repeat(200)}\`\`\``;

export default function Page() {
	return <Markdown text={text} />;
}
