import { useTheme } from "next-themes";
import { WorkspaceChat } from "workspace-chat";
import "workspace-chat/styles.css";

function getParams() {
	const name = new URLSearchParams(location.search).get("name") ?? "Ada";
	return { userId: name, name };
}

export default function App() {
	const { resolvedTheme, setTheme } = useTheme();
	const other = resolvedTheme === "dark" ? "light" : "dark";
	return (
		<div className="flex h-dvh flex-col bg-white text-zinc-900 dark:bg-zinc-950 dark:text-zinc-100">
			<header className="flex items-center justify-between px-4 py-2">
				<h1 className="font-semibold">Acme</h1>
				<button type="button" className="rounded border px-2 py-1 text-sm" onClick={() => setTheme(other)}>
					{`Use the ${other} theme`}
				</button>
			</header>
			<main className="min-h-0 flex-1">
				<WorkspaceChat workspaceId="acme/web" endpoint="http://127.0.0.1:6420" getParams={getParams} />
			</main>
		</div>
	);
}
