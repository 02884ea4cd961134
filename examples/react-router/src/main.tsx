import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createBrowserRouter, RouterProvider } from "react-router";
import Layout from "./Layout.tsx";
import Room from "./Room.tsx";
import "./style.css";

const router = createBrowserRouter([
	{
		element: <Layout />,
		children: [
			{ path: "/", element: <p>Choose a room.</p> },
			// The rest of the path is the room's id, so that it may contain a slash.
			{ path: "/rooms/*", element: <Room /> },
		],
	},
]);

const root = document.getElementById("root");
if (root)
	createRoot(root).render(
		<StrictMode>
			<RouterProvider router={router} />
		</StrictMode>,
	);
