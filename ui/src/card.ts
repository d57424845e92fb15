/** The card window's own page: nothing of the shop is in it but the one form. */
import { mount } from "svelte";
import { CardWindow } from "./features/card";
import "./styles/fonts.css";
import "./styles/tokens.css";
import "./styles/base.css";

const target = document.getElementById("app");
if (!target) throw new Error("the page has no place for the form");
mount(CardWindow, { target });
