// @ts-check
import js from "@eslint/js"

export default [
  { ignores: ["**/*.bundle.js", ".venv/", "node_modules/"] },
  js.configs.recommended,
  {
    rules: {
      eqeqeq: "error",
      "no-undef": "off", // tsc finds undefined names, and knows those of the browser
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-const": "error",
    },
  },
]
