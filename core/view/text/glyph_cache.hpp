// Pictures of text on their way into the atlas: codes for units that are no single character, batches of
// pictures drawn ahead of their use, and a limit to what one frame may cost.
#pragma once

#include <imgui.h>

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "unicode/units.hpp"
#include "view/ports.hpp"

namespace moa::view {

class GlyphCache {
  public:
    explicit GlyphCache(GlyphSource& glyphs) : glyphs_(glyphs) {}

    GlyphSource& source() const { return glyphs_; }

    /// The code under which the atlas knows a unit: the character itself, or one of the private use area.
    /// Characters of that area and above U+FFFF get one too: the atlas keeps a table as long as the highest
    /// code is.
    ImWchar code_of(std::string_view text, const unicode::Unit& unit);

    /// At the start of a frame. Where the codes or the room for pictures have run out, all of them are given
    /// up, and the pictures on screen are drawn again.
    void begin_frame();
    /// Between frames: all pictures and measures are given up, as the platform's fonts have changed.
    void forget();
    /// Whether pictures or measures were left for the next frame: a burst of new ones is spread over several.
    bool is_waiting() const { return waiting_; }

    /// Whether a character is its own code.
    static bool is_own_code(char32_t code_point);
    /// Whether this frame has time to measure one more letter; counted either way.
    bool may_measure();
    /// How often it had not.
    std::uint64_t guesses() const { return guesses_; }
    /// The advance of a unit without a code of its own, in pixels: as measured before, nullptr if it was not;
    /// and measured now.
    const float* known_advance(Face face, float pixel_size, std::string_view unit) const;
    float measure(Face face, float pixel_size, std::string_view unit);

    /// Draws pictures that will be taken next, together, as many as this frame has left. ASCII always finds
    /// room.
    void draw_ahead(Face face, float pixel_size, std::span<const ImWchar> codes);
    bool has(Face face, float pixel_size, ImWchar code) const;

    /// The picture of a code: from the cache, or drawn now.
    GlyphPicture take(Face face, float pixel_size, ImWchar code);
    float advance(Face face, float pixel_size, ImWchar code);

  private:
    struct Hash {
        using is_transparent = void;  // NOLINT(readability-identifier-naming): the standard's name
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };
    struct Key {
        Face face;
        float size;
        ImWchar code;
        auto operator<=>(const Key&) const =
            default;  // NOLINT(modernize-use-nullptr): clang-tidy 14 misreads it
    };

    using UnitAdvances = std::unordered_map<std::string, float, Hash, std::equal_to<>>;

    std::string_view text_of(ImWchar code, char (&buffer)[5]) const;
    void draw(Face face, float pixel_size, std::span<const ImWchar> codes);

    GlyphSource& glyphs_;
    std::unordered_map<std::string, ImWchar, Hash, std::equal_to<>> codes_;
    std::vector<const std::string*> units_;  ///< by code, from the first one of the private use area on
    std::map<Key, GlyphPicture> ready_;
    std::map<std::pair<Face, float>, UnitAdvances> advances_;
    std::size_t advance_count_ = 0;  ///< in all of them
    std::size_t drawn_pixels_ = 0;   ///< since all pictures were last given up
    int left_ = 0;                   ///< pictures that this frame may still draw ahead
    int measures_left_ = 0;          ///< letters that it may still measure
    std::uint64_t guesses_ = 0;
    bool waiting_ = false;
};

}  // namespace moa::view
