// A shell without a window: a Dear ImGui context, letters that are all boxes, and a painter that only counts.
// For tests and benchmarks of the view.
#pragma once

#include <imgui.h>

#include <cstdint>
#include <memory>
#include <string>

#include "session/workspace.hpp"
#include "view/context.hpp"
#include "view/panels/window_controls.hpp"
#include "view/view.hpp"

namespace moa::view::testing {

/// Every unit is a filled box, 0.55 of the size wide (from ideographs on 1.0); blanks are blank.
class FakeGlyphs final : public GlyphSource {
  public:
    void begin_frame() override { done_in_frame_ = 0; }
    bool has_time() const override { return done_in_frame_ < most_in_frame; }
    FaceMetrics metrics(Face, float pixel_size) override { return {pixel_size * 0.95F, pixel_size * 0.25F}; }
    bool has(Face, std::string_view unit) override { return unit != missing; }
    void measure(Face, float pixel_size, std::span<const std::string_view> units,
                 std::vector<float>& advances) override {
        advances.clear();
        measured += static_cast<int>(units.size());
        done_in_frame_ += static_cast<int>(units.size());
        for (const std::string_view unit : units)
            advances.push_back(advance_of(pixel_size, unit));
    }
    void rasterise(Face, float pixel_size, std::span<const std::string_view> units,
                   std::vector<GlyphPicture>& pictures) override {
        ++calls;
        done_in_frame_ += static_cast<int>(units.size());
        pictures.clear();
        for (const std::string_view unit : units) {
            drawn.emplace_back(unit);
            GlyphPicture picture;
            picture.advance = advance_of(pixel_size, unit);
            if (unit != " ") {
                picture.width = static_cast<int>(pixel_size * 0.5F) + 1;
                picture.height = static_cast<int>(pixel_size * 0.7F) + 1;
                picture.top = pixel_size * 0.7F;
                const auto area =
                    static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height);
                picture.pixels.assign(area, 0xffffffffU);
            }
            pictures.push_back(std::move(picture));
        }
    }
    int calls = 0;
    int most_in_frame = 1000000;     ///< units that it has time for
    int measured = 0;                ///< units
    std::string missing;             ///< the one unit that no font has
    std::vector<std::string> drawn;  ///< units, in the order of their pictures

  private:
    int done_in_frame_ = 0;

    static float advance_of(float pixel_size, std::string_view unit) {
        // U+2E80, the first of the ideographs, begins with this byte.
        constexpr unsigned char first_wide = 0xe2;
        const auto byte = static_cast<unsigned char>(unit.front());
        const bool wide =
            byte > first_wide || (byte == first_wide && static_cast<unsigned char>(unit[1]) >= 0xba);
        return pixel_size * (wide ? 1.0F : 0.55F);
    }
};

class FakePainter final : public EdgePainter {
  public:
    void paint(ImDrawList&, std::span<const Edge> edges, ImVec4) override {
        last.assign(edges.begin(), edges.end());
    }
    std::vector<Edge> last;
};

class NoNetwork final : public run::Transport {
  public:
    void start(run::Call, run::TransportEvents&) override {}
    void cancel(run::CallId) override {}
};

/// Owns everything that a view needs, with a clock that the test sets.
class FakeShell {
  public:
    explicit FakeShell(float width = 1440, float height = 900) {
        ImGui::SetCurrentContext(context_.get());
        ImGuiIO& io = ImGui::GetIO();
        io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures;
        io.DisplaySize = ImVec2(width, height);
        // Two clicks of a test are two clicks, however soon after each other, unless they mean a double
        // click.
        io.MouseDoubleClickTime = 0.3F;
        view_ = std::make_unique<View>(workspace, glyphs, painter);
        screen::ShellActs acts;
        acts.open_link = [this](const std::string& address) { opened = address; };
        acts.copy = [this](const std::string& text) { copied = text; };
        view_->use(window_controls(workspace, look, std::move(acts)));
    }

    /// One frame at the present time; the renderer's part with textures is played as well.
    void frame() {
        ImGui::GetIO().DeltaTime = 1.0F / 60.0F;
        ImGui::NewFrame();
        view_->draw(clock);
        ImGui::Render();
        for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
            if (texture->Status == ImTextureStatus_WantCreate ||
                texture->Status == ImTextureStatus_WantUpdates) {
                texture->SetTexID(1);
                texture->SetStatus(ImTextureStatus_OK);
            } else if (texture->Status == ImTextureStatus_WantDestroy) {
                texture->SetTexID(ImTextureID_Invalid);
                texture->SetStatus(ImTextureStatus_Destroyed);
            }
        }
    }
    void frames(int count) {
        for (int i = 0; i < count; ++i)
            frame();
    }

    void click(float x, float y) {
        ImGuiIO& io = ImGui::GetIO();
        io.AddMousePosEvent(x, y);
        frame();
        io.AddMouseButtonEvent(ImGuiMouseButton_Left, true);
        frame();
        io.AddMouseButtonEvent(ImGuiMouseButton_Left, false);
        frames(2);
    }
    void drag(ImVec2 from, ImVec2 to) {
        ImGuiIO& io = ImGui::GetIO();
        io.AddMousePosEvent(from.x, from.y);
        frame();
        io.AddMouseButtonEvent(ImGuiMouseButton_Left, true);
        frame();
        for (int i = 1; i <= 4; ++i) {
            const float share = static_cast<float>(i) / 4.0F;
            io.AddMousePosEvent(from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share);
            frame();
        }
        io.AddMouseButtonEvent(ImGuiMouseButton_Left, false);
        frames(2);
    }
    void key(ImGuiKey key) {
        ImGui::GetIO().AddKeyEvent(key, true);
        frame();
        ImGui::GetIO().AddKeyEvent(key, false);
        frame();
    }

    /// Lets the simulated run go on until `end`.
    void run_until(Millis end) {
        for (; clock < end; ++clock)
            workspace.tick();
        workspace.tick();
    }

    View& view() { return *view_; }

    Millis clock = 0;
    NoNetwork network;
    session::Workspace workspace{{&network, [this] { return clock; }}};
    FakeGlyphs glyphs;
    FakePainter painter;
    screen::Look look;
    std::string opened;  ///< the address that was opened last
    std::string copied;  ///< the text that a screen copied last

  private:
    struct Destroy {
        void operator()(ImGuiContext* context) const { ImGui::DestroyContext(context); }
    };
    std::unique_ptr<ImGuiContext, Destroy> context_{ImGui::CreateContext()};
    std::unique_ptr<View> view_;
};

/// What parts of the view are drawn with, apart from a whole one.
struct Kit {
    explicit Kit(FakeShell& of) : shell(of), pen(of.glyphs) {}
    Context context() {
        pen.begin_frame(1);
        wishes.text_room = {};
        return {shell.workspace, options, theme(true), pen, shell.painter, 0, wishes, wrap_code, copied};
    }
    FakeShell& shell;
    Pen pen;
    FrameRequests wishes;
    ViewOptions options;
    bool wrap_code = false;
    Copied copied;
};

/// A run with `layers` of `nodes` (and an aggregator), the nodes streaming `text`.
inline run::RunState streaming_run(int layers, int nodes, const std::string& text) {
    run::RunState state;
    state.messages.push_back({"user", "How long is the coast of Britain?"});
    state.latest = 5000;
    const auto node = [&](int layer, int index) {
        run::Node made;
        made.id = {layer, index};
        made.agent.provider = made.provider = index % 2 == 0 ? "together" : "groq";
        made.agent.model = made.model = made.label = "model-" + std::to_string(index);
        made.state = run::NodeState::streaming;
        made.attempt = 1;
        made.text = text;
        made.sent_at = 0;
        made.first_token_at = made.first_text_at = 400;
        return made;
    };
    for (int layer = 1; layer <= layers; ++layer) {
        state.layers.emplace_back();
        for (int index = 1; index <= nodes; ++index)
            state.layers.back().push_back(node(layer, index));
    }
    state.layers.push_back({node(layers + 1, 1)});
    state.recipe.layers.resize(state.layers.size());
    return state;
}

}  // namespace moa::view::testing
