// What Dear ImGui's OpenGL backend saves before a frame and restores after it, answered from memory.
//
// Each such question to WebGL waits until the GPU process has caught up: without a GPU that was three
// quarters of the page's time. Nobody but this program draws in its context, so the backend may restore the
// state a new context has (OpenGL ES 3.0.6, chapter 6.2). The build gives the backend these in place of
// glGetIntegerv and glIsEnabled (cmake/DependencyImGui.cmake); whoever draws beside it sets what it needs, as
// Surface and the edge painter do.
#pragma once

extern "C" {
void moa_initial_integer(unsigned name, int* values);
unsigned char moa_initial_switch(unsigned name);
}
