// Dear ImGui's compile-time configuration, the same for the page and the window (IMGUI_USER_CONFIG).
#pragma once

// Assertions are a developer's tool: the programs that users get are built without them.
#ifdef NDEBUG
#define IM_ASSERT(expression) ((void)(expression))
#endif

// All of Unicode, as one code point per character: emoji and rare CJK lie above U+FFFF.
#define IMGUI_USE_WCHAR32

// WebGL 2 cannot offset vertices within one buffer, so a big draw list needs 32-bit indices.
#define ImDrawIdx unsigned int

// No parts that nobody calls: the demo, the debug windows, file access (fonts and settings come from the
// shell).
#define IMGUI_DISABLE_DEMO_WINDOWS
#define IMGUI_DISABLE_DEBUG_TOOLS
#define IMGUI_DISABLE_FILE_FUNCTIONS
#define IMGUI_DISABLE_OBSOLETE_FUNCTIONS

// Links are opened by the shell, which checks them first.
#define IMGUI_DISABLE_DEFAULT_SHELL_FUNCTIONS

// All glyphs come from our own loader (text/font_loader.cpp).
#define IMGUI_DISABLE_DEFAULT_FONT
