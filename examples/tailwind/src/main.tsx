import { ThemeProvider } from "next-themes";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import App from "./App.tsx";
import "./style.css";

const root = document.getElementById("root");
if (root)
	createRoot(root).render(
		<StrictMode>
			<ThemeProvider attribute="class" enableColorScheme={false}>
				<App />
			</ThemeProvider>
		</StrictMode>,
	);
