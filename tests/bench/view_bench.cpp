// What a frame of the view costs on the processor, without any graphics card: 100 nodes streaming, 4 KB each;
// a long answer that grows; and whether frames are asked for when nothing changes. Prints `name<TAB>value`
// lines.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

#include "unit/view/fake_shell.hpp"

namespace {

using namespace moa;
using Clock = std::chrono::steady_clock;

/// A network whose every answer is written by the bench.
class HandNetwork final : public run::Transport {
  public:
    void start(run::Call call, run::TransportEvents& events) override {
        receiver_ = &events;
        ids_.push_back(call.id);
    }
    void cancel(run::CallId) override {}
    void heads() {
        for (const run::CallId id : ids_)
            receiver_->on_head(id, {200, {{"content-type", "text/event-stream"}}});
    }
    void text(const std::string& words) {
        const std::string event =
            R"(data: {"choices":[{"index":0,"delta":{"content":")" + words + "\"}}]}\n\n";
        for (const run::CallId id : ids_)
            receiver_->on_bytes(id, event);
    }

  private:
    run::TransportEvents* receiver_ = nullptr;
    std::vector<run::CallId> ids_;
};

/// A view of a run of `proposers` nodes (0: the aggregator alone), each holding `bytes` of text and streaming
/// on.
class Scene {
  public:
    Scene(int proposers, std::size_t bytes) {
        view_.use(view::window_controls());
        session::Setup setup;
        setup.provider = "custom";
        setup.base_url = "http://127.0.0.1:1/v1";
        setup.proposers = {"model"};
        (void)workspace_.apply_setup(setup);
        mixture::Recipe recipe = workspace_.recipe();
        mixture::Agent agent = recipe.layers.back().agents.front();
        recipe.layers.resize(1);
        recipe.layers[0].agents = {agent};
        if (proposers > 0) {
            recipe.layers.push_back(recipe.layers[0]);
            recipe.layers[0].agents[0].repeat = proposers;
        }
        (void)workspace_.use_recipe(recipe);
        workspace_.set_draft("How long is the coast of Britain?");
        (void)workspace_.run();
        network_.heads();
        const std::string paragraph =
            "It depends on the **length of the ruler**; shorter rulers follow more bays.\\n\\n";
        for (std::size_t written = 0; written < bytes; written += paragraph.size() - 2)
            network_.text(paragraph);

        ImGuiIO& io = ImGui::GetIO();
        io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures;
        io.DisplaySize = ImVec2(1440, 900);
    }

    /// One token for every node, then a frame; milliseconds of the frame.
    double frame() {
        clock_ += 16;
        network_.text(" word");
        return draw();
    }

    /// A frame of what is there.
    double draw() {
        ImGui::GetIO().DeltaTime = 1.0F / 60.0F;
        const auto begin = Clock::now();
        ImGui::NewFrame();
        view_.draw(clock_);
        ImGui::Render();
        const std::chrono::duration<double, std::milli> span = Clock::now() - begin;
        for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
            if (texture->Status == ImTextureStatus_WantCreate ||
                texture->Status == ImTextureStatus_WantUpdates) {
                texture->SetTexID(1);
                texture->SetStatus(ImTextureStatus_OK);
            }
        }
        return span.count();
    }

    std::vector<double> frames(int count) {
        for (int i = 0; i < 60; ++i)
            frame();  // glyphs baked, caches warm
        std::vector<double> costs;
        costs.reserve(static_cast<std::size_t>(count));
        for (int i = 0; i < count; ++i)
            costs.push_back(frame());
        std::sort(costs.begin(), costs.end());
        return costs;
    }

    /// Lets time pass as a shell does: a frame only when the view wants one. Returns how many were drawn.
    int pass(Millis duration) {
        int drawn = 0;
        for (const Millis end = clock_ + duration; clock_ < end; clock_ += 16) {
            const Millis next = view_.next_frame(clock_);
            if (next == no_time || next > clock_) continue;
            draw();
            ++drawn;
        }
        return drawn;
    }

    session::Workspace& workspace() { return workspace_; }

  private:
    struct Context {
        Context() { ImGui::SetCurrentContext(context = ImGui::CreateContext()); }
        ~Context() { ImGui::DestroyContext(context); }
        Context(const Context&) = delete;
        Context& operator=(const Context&) = delete;
        ImGuiContext* context;
    };
    Context context_;
    Millis clock_ = 0;
    HandNetwork network_;
    session::Workspace workspace_{{&network_, [this] { return clock_; }}};
    view::testing::FakeGlyphs glyphs_;
    view::testing::FakePainter painter_;
    view::View view_{workspace_, glyphs_, painter_};
};

double median_frame(int proposers, std::size_t bytes) {
    Scene scene(proposers, bytes);
    const std::vector<double> costs = scene.frames(200);
    return costs[costs.size() / 2];
}

/// Frames drawn in ten seconds in which nothing happens, well after a run was stopped.
int idle_frames() {
    Scene scene(6, 1000);
    scene.frames(10);
    scene.workspace().stop();
    (void)scene.pass(20000);  // the last changes
    // Both shells let the caret stand still after some seconds without input.
    ImGui::GetIO().ConfigInputTextCursorBlink = false;
    return scene.pass(10000);
}

}  // namespace

#ifdef __EMSCRIPTEN__
constexpr const char* side = "wasm";
#else
constexpr const char* side = "native";
#endif

int main() {
    {
        Scene scene(100, 4096);
        const std::vector<double> costs = scene.frames(400);
        std::printf("view.%s.median\t%.3f\n", side, costs[costs.size() / 2]);
        std::printf("view.%s.p99\t%.3f\n", side, costs[costs.size() * 99 / 100]);
    }
    const double small = median_frame(0, 20 << 10);
    const double large = median_frame(0, 200 << 10);
    std::printf("view.%s.append_20k\t%.3f\n", side, small);
    std::printf("view.%s.append_200k\t%.3f\n", side, large);
    std::printf("view.%s.idle_frames\t%d\n", side, idle_frames());
}
