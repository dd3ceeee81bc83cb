// What a frame of the view costs on the processor: many nodes streaming, a large graph from afar, many edges,
// a long answer that grows; and whether frames are asked for when nothing changes. Prints `name<TAB>value`
// lines.
#include <cstdio>
#include <string>
#include <vector>

#include "bench/view_scene.hpp"
#include "unit/markdown/large_text.hpp"

namespace {

using namespace moa;
using bench::Scene;

#ifdef __EMSCRIPTEN__
constexpr const char* side = "wasm";
#else
constexpr const char* side = "native";
#endif

double percentile(const std::vector<double>& sorted, std::size_t percent) {
    return sorted[sorted.size() * percent / 100];
}

void print(const char* name, double value) {
    std::printf("view.%s.%s\t%.3f\n", side, name, value);
}

/// Median and 99th percentile of the frames of twenty seconds of a run of this shape.
void print_frames(const std::string& name, bench::SceneShape shape, std::size_t bytes) {
    Scene scene(shape, bytes);
    const std::vector<double> costs = scene.frames(1200);
    print((name + ".median").c_str(), percentile(costs, 50));
    print((name + ".p99").c_str(), percentile(costs, 99));
    print((name + ".edges").c_str(), static_cast<double>(scene.edges()));
}

/// A frame after 2,000 tokens a second have been appended to the only answer, at 60 frames a second.
double answer_frame(std::size_t bytes) {
    std::string words;
    for (int token = 0; token < 33; ++token)
        words += " word";
    words += "\\n\\n";
    Scene scene({}, bytes);
    return percentile(scene.frames(200, words), 50);
}

/// The longest of the frames that it takes to lay out an answer which has come at once. Of names that are
/// printed more than once, the table shows the least: an engine compiles what is drawn for the first time.
void print_longest(const char* name, const std::string& answer) {
    Scene scene({}, 100);
    scene.frames(10);
    const std::vector<double> costs = scene.frames_of(answer);
    print((std::string("long.") + name).c_str(), costs.back());
    print((std::string("long.") + name + ".frames").c_str(), static_cast<double>(costs.size()));
}

/// Frames drawn in ten seconds in which nothing happens, well after a run was stopped.
int idle_frames() {
    Scene scene({1, 6}, 1000);
    scene.frames(10);
    scene.workspace().conversation().stop();
    (void)scene.pass(20000);  // the last changes
    // Both shells let the caret stand still after some seconds without input.
    ImGui::GetIO().ConfigInputTextCursorBlink = false;
    return scene.pass(10000);
}

}  // namespace

int main() {
    print_frames("streaming", {1, 100}, 4096);
    print_frames("overview", {10, 24}, 2048);
    print_frames("edges", {3, 22}, 1024);
    print("answer_20k", answer_frame(20 << 10));
    print("answer_200k", answer_frame(200 << 10));
    using namespace view::testing;
    for (int times = 0; times < 2; ++times) {
        print_longest("brackets", nested("[\n", "]\n", 120 << 10));
        print_longest("characters", different_characters(60000));
        print_longest("large",
                      repeated("Some **words** of a paragraph, and `more` of them to read.\n\n", 4000 << 10));
    }
    print("idle_frames", idle_frames());
}
